import HubbubDomain
import HubbubHub
import HubbubStore
import HubbubTesting
import Testing

/// The road of a message: real sockets, a real database file.
struct RoomMessageFlowTests {
  @Test
  func `a message is on disk before anyone sees it`() async throws {
    try await withServer { server in
      let (ada, bob) = try await pair(on: server)
      let room = try await room(of: ada, and: bob, on: server)
      let answer = try await ada.ask(send("hi", key: "k1", to: room))

      let event = try await bob.hear("message")
      #expect(event.seq == answer.seq)
      #expect(event.data.message.text == "hi")
      #expect(event.data.message.id == answer.id)
      let history = try await server.store.messages(of: room, .latest, limit: 9, for: bob.user.id)
      #expect(history.items.map(\.text) == ["hi"])
    }
  }

  @Test
  func `the same key again has the same answer and makes no second message`() async throws {
    try await withServer { server in
      let (ada, bob) = try await pair(on: server)
      let room = try await room(of: ada, and: bob, on: server)
      let first = try await ada.ask(send("hi", key: "k1", to: room))
      #expect(try await ada.ask(send("hi", key: "k1", to: room)) == first)
      let error = try await ada.refused(send("other", key: "k1", to: room))
      #expect(error.code == "key_reused")
      let history = try await server.store.messages(of: room, .latest, limit: 9, for: bob.user.id)
      #expect(history.items.count == 1)
    }
  }

  @Test
  func `who comes into a room hears it from its head, and who leaves hears no more`() async throws {
    try await withServer { server in
      let (ada, bob) = try await pair(on: server)
      let room = try await room(of: ada, and: nil, on: server)
      _ = try await ada.ask(send("before", key: "k1", to: room))

      _ = await server.hub.commit(.join(room, bob.user, at: .now()))
      let joined = try await bob.hear("joined")
      #expect(joined.topic == .string("conversation:\(room)"))
      _ = try await ada.ask(send("with you", key: "k2", to: room))
      #expect(try await bob.hear("message").data.message.text == "with you")

      _ = await server.hub.commit(.leave(room, bob.user))
      #expect(try await bob.hear("member").data.change == "left")
      #expect(try await bob.hear("left").topic == joined.topic)
      _ = try await ada.ask(send("without you", key: "k3", to: room))
      let error = try await bob.refused(send("wait", key: "k4", to: room))
      #expect(error.code == "not_member")
      #expect(!bob.heard.contains { $0.data.message.text == "without you" })
    }
  }

  @Test
  func `logging out ends that session's sockets at once, and no other's`() async throws {
    try await withServer { server in
      let ada = try await TestMember("ada", on: server)
      let other = try await TestMember(ada.user, on: server)
      server.hub.close(ada.session, .signedOut)
      #expect(try await ada.socket.closing()?.closeCode == 4501)
      #expect(try await other.ask("\"op\":\"ping\"") == [:])
    }
  }

  private func room(
    of ada: TestMember, and bob: TestMember?, on server: RunningServer
  ) async throws -> ConversationID {
    let id = ConversationID.make()
    let new = NewConversation(
      id: id, kind: .room, title: "Hall", owner: ada.user, createdAt: .now())
    _ = await server.hub.commit(.open(new))
    _ = try await ada.hear("joined")
    if let bob {
      _ = await server.hub.commit(.join(id, bob.user, at: .now()))
      _ = try await bob.hear("joined")
    }
    return id
  }

  private func send(_ text: String, key: String, to room: ConversationID) -> String {
    "\"op\":\"send\",\"conversation\":\"\(room)\",\"key\":\"\(key)\",\"text\":\"\(text)\""
  }
}
