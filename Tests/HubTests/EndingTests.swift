import HubbubDomain
import HubbubStore
import HubbubTesting
import Testing

@testable import HubbubHub

@Suite(.timeLimit(.minutes(10))) struct EndingTests {
  // MARK: - A session

  @Test func `ending a session closes exactly its sockets, with 4501`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      let (phone, laptop) = (place.session(of: users[0]), place.session(of: users[0]))
      let ended = [
        try await place.listen(users[0], session: phone),
        try await place.listen(users[0], session: phone, loop: 1),
        try await place.connect(users[0], session: phone),
      ]
      let kept = [
        try await place.listen(users[0], session: laptop, loop: 1),
        try await place.listen(users[1]),
      ]
      place.hub.close(phone, .signedOut)
      for socket in ended { #expect(try await socket.transport.closing()?.code == .signedOut) }
      for socket in kept {
        try await socket.catchUp()
        #expect(socket.closedWith == nil)
      }
    }
  }

  @Test func `a socket that attaches just after its session ended is closed too`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(1)
      let session = place.session(of: users[0])
      place.hub.close(session, .signedOut)
      let late = try await place.connect(users[0], session: session)
      #expect(try await late.transport.closing()?.code == .signedOut)
      let other = try await place.listen(users[0])
      try await other.catchUp()
      #expect(other.closedWith == nil)
    }
  }

  @Test func `what waits for a socket is told before it is signed out`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(1)
      let room = try await place.room(of: users)
      let socket = try await place.listen(users[0])
      try await socket.ask(
        "send", ["conversation": "\(room)", "key": "k", "text": "my last"])
      place.hub.close(socket.session, .signedOut)
      #expect(try await socket.transport.closing()?.code == .signedOut)
      #expect(try socket.seqs(on: .conversation(room)) == [2])
    }
  }

  // MARK: - An account

  @Test func `an account that is disabled loses its sockets with 4503, and only they go`()
    async throws
  {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      let ended = [
        try await place.listen(users[0]), try await place.listen(users[0], loop: 1),
        try await place.connect(users[0]),
      ]
      let kept = try await place.listen(users[1])
      #expect(await place.hub.commit(.disable(users[0].id)) == .done(.nothing, []))
      for socket in ended { #expect(try await socket.transport.closing()?.code == .suspended) }
      let late = try await place.connect(users[0])
      #expect(try await late.transport.closing()?.code == .suspended)
      try await kept.catchUp()
      #expect(kept.closedWith == nil)
      #expect(await place.hub.commit(.enable(users[0].id)) == .done(.nothing, []))
      let again = try await place.listen(users[0])
      try await again.catchUp()
      #expect(again.closedWith == nil)
    }
  }

  @Test func `a message on its way when its author is disabled is refused by the row`()
    async throws
  {
    try await withHub { place in
      let users = try await place.store.addUsers(1)
      let room = try await place.room(of: users)
      let socket = try await place.listen(users[0])
      place.store.shut(.commit)
      async let disabling = place.hub.commit(.disable(users[0].id))
      try await place.store.untilWaiting(at: .commit)
      let refs = try await socket.say([
        ("send", ["conversation": "\(room)", "key": "k", "text": "too late"])
      ])
      place.store.open(.commit)
      #expect(await disabling == .done(.nothing, []))
      let outcome = await place.hub.commit(.like(.make(), by: users[0].id, at: .now()))
      #expect(outcome == .refused(.noSuchPost))
      #expect(try await socket.transport.closing()?.code == .suspended)
      let answers = try socket.heard().filter { $0.ref.integer == refs[0] }
      #expect(Set(answers.map(\.code)).isSubset(of: ["forbidden"]))
      let head = try await place.store.heads([.conversation(room)])
      #expect(head[.conversation(room)]?.head == 1, "nothing was written")
    }
  }

  @Test func `another role closes the sockets, which may come back with it`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(1)
      let admin = place.session(of: users[0], role: .admin)
      let socket = try await place.listen(users[0], session: admin)
      #expect(await place.hub.commit(.setRole(users[0].id, .admin)) == .done(.nothing, []))
      #expect(try await socket.transport.closing()?.code == .roleChanged)
      let back = try await place.listen(users[0], session: admin)
      #expect(await place.hub.commit(.setRole(users[0].id, .member)) == .done(.nothing, []))
      #expect(try await back.transport.closing()?.code == .roleChanged)
      let late = try await place.connect(users[0], session: admin)
      #expect(try await late.transport.closing()?.code == .roleChanged)
    }
  }

  // MARK: - The hub

  @Test func `at the end each socket is told when to come back, each at another time`()
    async throws
  {
    try await withHub { place in
      let users = try await place.store.addUsers(2)
      var sockets: [FakeSocket] = []
      for index in 0..<10 {
        sockets.append(try await place.connect(users[index % 2], loop: index % 2))
      }
      for socket in sockets.dropLast(3) { try await socket.start() }
      async let draining: Void = place.hub.drain(patience: .seconds(6))
      var slots: Set<Int64> = []
      for socket in sockets {
        let closed = try #require(try await socket.transport.closing())
        #expect(closed.code == .draining)
        slots.insert(try JSON(closed.reason).retryAfterMs.integer ?? -1)
        try await socket.disconnect(closed.code.rawValue)
      }
      await draining
      #expect(slots == Set((0..<10).map { 500 + 500 * $0 }))
      #expect(place.counted("closed.4001") == 10)
    }
  }

  @Test func `what is in flight at the end is answered before the goodbye`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(1)
      let room = try await place.room(of: users)
      let socket = try await place.listen(users[0])
      place.store.shut(.commit)
      let refs = try await socket.say(
        (0..<50).map { number in
          ("send", ["conversation": "\(room)", "key": "\(number)", "text": "hi"])
        })
      try await place.store.untilWaiting(at: .commit)
      async let draining: Void = place.hub.drain(patience: .seconds(6))
      while !place.hub.isDraining { await Task.yield() }
      let late = try await socket.ask("ping")
      #expect(late.code == "unavailable")
      #expect(socket.closedWith == nil)
      place.store.open(.commit)
      #expect(try await socket.transport.closing()?.code == .draining)
      let answered = try socket.heard().filter { $0.ok.seq != .null }.map(\.ref.integer)
      #expect(answered == refs.map(Optional.some))
      try await socket.disconnect()
      await draining
      #expect(await place.hub.commit(.endSession(.make())) == .refused(.unavailable))
    }
  }

  @Test func `a start and a subscription in flight at the end are answered too`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(1)
      let post = try await place.store.addPost("Hello", by: users[0])
      let (new, old) = (try await place.connect(users[0]), try await place.listen(users[0]))
      for door in [GatedStore.Door.memberships, .post] { place.store.shut(door) }
      let start = try await new.say([("start", [:])])
      let subscribe = try await old.say([("subscribe", ["topics": ["post:\(post.id)"]])])
      try await place.store.untilWaiting(at: .memberships)
      try await place.store.untilWaiting(at: .post)
      async let draining: Void = place.hub.drain(patience: .seconds(6))
      while !place.hub.isDraining { await Task.yield() }
      await place.settle()
      for door in [GatedStore.Door.memberships, .post] { place.store.open(door) }
      #expect(try await new.answer(to: start[0]).ok != .null)
      #expect(try await old.answer(to: subscribe[0]).ok != .null)
      for socket in [new, old] {
        #expect(try await socket.transport.closing()?.code == .draining)
        try await socket.disconnect()
      }
      await draining
    }
  }

  @Test func `a socket that does not go is not waited for any longer`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(1)
      let socket = try await place.listen(users[0])
      async let draining: Void = place.hub.drain(patience: .seconds(6))
      _ = try await socket.transport.closing()
      try await place.clock.untilDue(after: .seconds(6))
      place.clock.advance(by: .seconds(6))
      await draining
      #expect(place.counted("sockets") == 1)
    }
  }

  @Test func `who comes while the hub ends is turned away`() async throws {
    try await withHub { place in
      let users = try await place.store.addUsers(1)
      let held = try await place.listen(users[0])
      async let draining: Void = place.hub.drain(patience: .seconds(6))
      while !place.hub.isDraining { await Task.yield() }
      #expect(place.hub.refusesSocket(of: held.session) == .unavailable)
      await #expect(throws: Refusal.unavailable) { try await place.hub.checkReady() }
      let late = try await place.connect(users[0])
      #expect(try await late.transport.closing()?.code == .draining)
      for socket in [held, late] {
        _ = try await socket.transport.closing()
        try await socket.disconnect()
      }
      await draining
    }
  }
}
