import HTTPTypes
import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubHTTP

/// Posts, rooms and messages: keys, bounds and paging.
@Suite(.timeLimit(.minutes(10))) struct APIContentTests {
  private func post(
    _ text: String = "hello", audience: String = "public", key: String
  ) -> String {
    #"{"text":"\#(text)","audience":"\#(audience)","key":"\#(key)"}"#
  }

  // MARK: - Keys

  @Test func `the same key again is the same post, with other content it is refused`()
    async throws
  {
    let api = try TestAPI()
    let (ada, bob) = (try await api.person("ada"), try await api.person("bob"))
    let first = try await api.ask(.post, "/api/posts", token: ada.token, body: post(key: "k"))
    #expect(first.status == 201)
    let again = try await api.ask(.post, "/api/posts", token: ada.token, body: post(key: "k"))
    #expect(again.status == 200)
    #expect(again.body == first.body)
    for other in [post("other", key: "k"), post(audience: "me", key: "k")] {
      let answer = try await api.ask(.post, "/api/posts", token: ada.token, body: other)
      #expect(answer.status == 409)
      #expect(answer.code == "key_reused")
    }
    let bobs = try await api.ask(.post, "/api/posts", token: bob.token, body: post(key: "k"))
    #expect(bobs.status == 201, "a key is its author's")
    #expect(
      try await api.ask(.get, "/api/feed", token: ada.token).json["items"].elements.count == 2)
  }

  @Test func `a deleted post's key makes no second post`() async throws {
    let api = try TestAPI()
    let ada = try await api.person("ada")
    let first = try await api.ask(.post, "/api/posts", token: ada.token, body: post(key: "k"))
    let id = try #require(first.json.post.id.string)
    let path = "/api/posts/\(id)"
    #expect(try await api.ask(.delete, path, token: ada.token).status == 204)
    #expect(try await api.ask(.get, path, token: ada.token).status == 404)
    #expect(try await api.ask(.delete, path, token: ada.token).status == 404)
    let again = try await api.ask(.post, "/api/posts", token: ada.token, body: post(key: "k"))
    #expect(again.status == 409)
    #expect(try await api.ask(.get, "/api/feed", token: ada.token).json["items"].elements.isEmpty)
  }

  // MARK: - Bounds

  /// `count` letters.
  private static func letters(_ count: Int) -> String { String(repeating: "x", count: count) }

  @Test(arguments: [
    (letters(1), "public", "k", 201, nil), (letters(2_000), "me", "k", 201, nil),
    (String(repeating: "😀", count: 2_000), "public", "k", 201, nil),
    ("x", "friends", letters(64), 201, nil), ("x", "public", "é", 201, nil),
    ("", "public", "k", 422, "text"), (" \u{200B}\\n ", "public", "k", 422, "text"),
    (letters(2_001), "public", "k", 422, "text"), ("a\\u0000b", "public", "k", 422, "text"),
    (letters(1_994) + "👨‍👩‍👧‍👦", "public", "k", 422, "text"),
    ("x", "everybody", "k", 422, "audience"), ("x", "", "k", 422, "audience"),
    ("x", "public", "", 422, "key"), ("x", "public", letters(65), 422, "key"),
    ("x", "public", "a\\nb", 422, "key"),
  ])
  func `a post is within its bounds or names its field`(
    text: String, audience: String, key: String, status: Int, field: String?
  ) async throws {
    let api = try TestAPI()
    let ada = try await api.person("ada")
    let answer = try await api.ask(
      .post, "/api/posts", token: ada.token, body: post(text, audience: audience, key: key))
    #expect(answer.status == status)
    #expect(answer.field == field)
    #expect(answer.code == (field == nil ? nil : "invalid"))
  }

  @Test(arguments: [(#"["01a2"]"#, 404), (#"["1","2","3","4","5"]"#, 422), ("[]", 422)])
  func `a post with no text shows something that is there`(
    media: String, status: Int
  ) async throws {
    let api = try TestAPI()
    let ada = try await api.person("ada")
    let body = #"{"text":" ","audience":"me","key":"k","media":\#(media)}"#
    let answer = try await api.ask(.post, "/api/posts", token: ada.token, body: body)
    #expect(answer.status == status)
    #expect(answer.field == (media == "[]" ? "text" : "media"))
  }

  @Test(arguments: [
    (letters(1), 201), (letters(80), 201), ("  " + letters(80) + " ", 201),
    ("", 422), ("   ", 422), ("\u{200B}", 422), (letters(81), 422), ("a\\nb", 422),
    ("a\u{202E}b", 422),
  ])
  func `a room's title has 1 to 80 characters on one line`(
    title: String, status: Int
  ) async throws {
    let api = try TestAPI()
    let ada = try await api.person("ada")
    let answer = try await api.ask(
      .post, "/api/conversations", token: ada.token,
      body: #"{"kind":"room","title":"\#(title)"}"#)
    #expect(answer.status == status)
    #expect(answer.field == (status == 201 ? nil : "title"))
  }

  @Test(arguments: [(100, 200), (101, 400)])
  func `a search has 100 characters at most`(count: Int, status: Int) async throws {
    let api = try TestAPI()
    let ada = try await api.person("ada")
    let answer = try await api.ask(
      .get, "/api/rooms?query=\(Self.letters(count))", token: ada.token)
    #expect(answer.status == status)
    #expect(answer.field == (status == 200 ? nil : "query"))
  }

  // MARK: - Lists

  @Test(arguments: ["/api/feed", "/api/rooms"])
  func `a list goes on where it ended, to its end, without a double`(path: String) async throws {
    let api = try TestAPI()
    let ada = try await api.person("ada")
    for index in 0..<7 {
      try await api.store.addPost("post \(index)", by: ada.user)
      try await api.store.addRoom("room \(index)", owner: ada.user)
    }
    let whole = try await api.ask(.get, path, token: ada.token).json["items"].elements
    #expect(whole.count == 7)
    var (read, sizes): ([JSON], [Int]) = ([], [])
    var next: String? = ""
    while let cursor = next, sizes.count < 10 {
      let rest = cursor.isEmpty ? "" : "&before=\(cursor)"
      let page = try await api.ask(.get, "\(path)?limit=3\(rest)", token: ada.token).json
      read += page["items"].elements
      sizes.append(page["items"].elements.count)
      next = page.next.string
    }
    #expect(sizes == [3, 3, 1])
    #expect(read == whole)
  }

  @Test(arguments: [Role.member, .admin])
  func `a page is told what its reader may do here`(role: Role) async throws {
    let api = try TestAPI()
    let ada = try await api.person("ada", role: role)
    let me = try await api.ask(.get, "/api/bootstrap", token: ada.token).json.me
    #expect(me.username == "ada")
    #expect(me.role == .string(role.rawValue))
  }

  @Test func `a list is 50 long unless it is told, and 100 at most`() async throws {
    let api = try TestAPI()
    let ada = try await api.person("ada")
    let room = try await api.store.addRoom("room", owner: ada.user)
    for index in 0...100 {
      try await api.store.addPost("post \(index)", by: ada.user)
      try await api.store.addMessage("message \(index)", by: ada.user, in: room)
    }
    for path in ["/api/feed", "/api/conversations/\(room)/messages"] {
      for (query, count) in [("", 50), ("?limit=1", 1), ("?limit=100", 100)] {
        let answer = try await api.ask(.get, path + query, token: ada.token)
        #expect(answer.json["items"].elements.count == count)
      }
    }
    #expect(
      try await api.ask(.get, "/api/bootstrap", token: ada.token).json.feed["items"].elements.count
        == Limits.bootstrapPosts)
  }

  @Test(arguments: [
    ("limit=0", "limit"), ("limit=101", "limit"), ("limit=-1", "limit"), ("limit=", "limit"),
    ("limit=ten", "limit"), ("limit=1.5", "limit"), ("limit=99999999999999999999", "limit"),
    ("before=x", "before"), ("before=", "before"),
    ("before=0199F3C1-3000-7000-8000-000000000007", "before"),
  ])
  func `a list says what it cannot do`(query: String, field: String) async throws {
    let api = try TestAPI()
    let ada = try await api.person("ada")
    for path in ["/api/feed", "/api/rooms"] {
      let answer = try await api.ask(.get, "\(path)?\(query)", token: ada.token)
      #expect(answer.status == 400)
      #expect(answer.code == "bad_request")
      #expect(answer.field == field)
    }
  }

  @Test(arguments: [
    ("", [6, 7, 8], true), ("?after=0", [2, 3, 4], true), ("?after=4", [5, 6, 7], true),
    ("?after=5", [6, 7, 8], false), ("?after=8", [], false), ("?after=99", [], false),
    ("?before=8", [5, 6, 7], true), ("?before=5", [2, 3, 4], false), ("?before=2", [], false),
    ("?before=0", [], false),
  ])
  func `history is read after, before and from its end`(
    query: String, seqs: [Int64], hasMore: Bool
  ) async throws {
    let api = try TestAPI()
    let ada = try await api.person("ada")
    let room = try await api.store.addRoom("room", owner: ada.user)  // takes seq 1
    for index in 2...8 { try await api.store.addMessage("\(index)", by: ada.user, in: room) }
    let limit = query.isEmpty ? "?limit=3" : query + "&limit=3"
    let answer = try await api.ask(
      .get, "/api/conversations/\(room)/messages\(limit)", token: ada.token)
    #expect(answer.json["items"].elements.map(\.seq.integer) == seqs)
    #expect(answer.json["items"].elements.map(\.text.string) == seqs.map(String.init))
    #expect(answer.json.hasMore.boolean == hasMore)
  }

  @Test(arguments: [
    ("after=x", "after"), ("after=-1", "after"), ("after=", "after"), ("before=1.0", "before"),
    ("after=1&before=5", "before"), ("around=x", "around"),
    ("after=1&around=3", "around"), ("limit=0", "limit"),
    ("after=9223372036854775808", "after"),
  ])
  func `history says what it cannot do`(query: String, field: String) async throws {
    let api = try TestAPI()
    let ada = try await api.person("ada")
    let room = try await api.store.addRoom("room", owner: ada.user)
    let answer = try await api.ask(
      .get, "/api/conversations/\(room)/messages?\(query)", token: ada.token)
    #expect(answer.status == 400)
    #expect(answer.code == "bad_request")
    #expect(answer.field == field)
  }

  // MARK: - Coming and going

  @Test func `who joins reads and is counted, who leaves does not and is not`() async throws {
    let api = try TestAPI()
    let (ada, bob) = (try await api.person("ada"), try await api.person("bob"))
    let room = try await api.store.addRoom("room", owner: ada.user)
    try await api.store.addMessage("before bob", by: ada.user, in: room)
    let membership = "/api/conversations/\(room)/members/BOB"
    let messages = "/api/conversations/\(room)/messages"
    #expect(try await api.ask(.delete, membership, token: bob.token).code == "not_member")
    for _ in 0..<2 {
      let joined = try await api.ask(.put, membership, token: bob.token)
      #expect(joined.status == 200)
      #expect(joined.json.conversation.memberCount == 2)
      #expect(joined.json.conversation.unread == 0)
    }
    #expect(try await api.ask(.get, messages, token: bob.token).json["items"].elements.count == 1)
    #expect(try await api.ask(.delete, membership, token: bob.token).status == 204)
    #expect(try await api.ask(.get, messages, token: bob.token).status == 404)
    let seen = try await api.ask(.get, "/api/conversations/\(room)", token: bob.token)
    #expect(seen.json.conversation.memberCount == 1)
    #expect(seen.json.conversation.lastMessage == .null)
  }
}
