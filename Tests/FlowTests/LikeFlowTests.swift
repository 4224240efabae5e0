import HubbubDomain
import HubbubStore
import HubbubTesting
import Testing

/// The road of a like: two real sockets, a real database file.
struct LikeFlowTests {
  @Test
  func `a like in one page is the new number in the other`() async throws {
    try await withServer { server in
      let (ada, bob) = try await pair(on: server)
      let post = try await server.store.addPost("Hello", by: ada.user)
      for page in [ada, bob] {
        let states = try await page.ask("\"op\":\"subscribe\",\"topics\":[\"post:\(post.id)\"]")
        #expect(states.topics["post:\(post.id)"].likes.count == 0)
      }

      let answer = try await bob.ask("\"op\":\"like\",\"post\":\"\(post.id)\"")
      #expect(answer.likes == ["count": 1, "version": 1, "mine": true])

      let told = try await ada.hear("likes")
      #expect(told.data == ["post": .string("\(post.id)"), "count": 1, "version": 1])
      let kept = try await server.store.post(post.id, for: bob.user.id)
      #expect(kept?.likes == Likes(LikeCount(count: 1, version: 1), mine: true))
    }
  }

  @Test
  func `a second like by the same user changes nothing`() async throws {
    try await withServer { server in
      let (ada, _) = try await pair(on: server)
      let post = try await server.store.addPost("Hello", by: ada.user)
      let like = "\"op\":\"like\",\"post\":\"\(post.id)\""
      let first = try await ada.ask(like)
      #expect(try await ada.ask(like) == first)
      let back = try await ada.ask("\"op\":\"unlike\",\"post\":\"\(post.id)\"")
      #expect(back.likes == ["count": 0, "version": 2, "mine": false])
    }
  }

  @Test
  func `a like of what one may not see is a like of nothing`() async throws {
    try await withServer { server in
      let (ada, bob) = try await pair(on: server)
      let secret = try await server.store.addPost("Mine", by: ada.user, audience: .me)
      for id in ["\(secret.id)", "\(PostID.make())"] {
        let error = try await bob.refused("\"op\":\"like\",\"post\":\"\(id)\"")
        #expect(error.code == "not_found")
      }
    }
  }
}

/// Two people with a socket each, started.
func pair(on server: RunningServer) async throws -> (TestMember, TestMember) {
  (try await TestMember("ada", on: server), try await TestMember("bob", on: server))
}
