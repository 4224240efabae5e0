import HubbubDomain
import HubbubStore
import HubbubTesting

@testable import HubbubAccounts

/// A small Hubbub: ada has a public post, one for friends, a private note and a
/// room in which she wrote three lines; carol is her friend and commented on the
/// first, eve has asked to be one; bob has looked at none of it.
struct APIWorld: Sendable {
  let api: TestAPI
  let ada: TestAPI.Person
  let bob: TestAPI.Person
  /// The words that stand for ids in a path or an expectation.
  let names: [(word: String, id: String)]
  private let topics: [Topic]

  init() async throws {
    api = try TestAPI()
    ada = try await api.person("ada")
    bob = try await api.person("bob")
    let store = api.store
    let post = try await store.addPost("a public post", by: ada.user, key: "k1")
    let note = try await store.addPost("a private note", by: ada.user, audience: .me, key: "k0")
    let room = try await store.addRoom("The Library", owner: ada.user)
    for line in ["the first line", "the second line", "the third line"] {
      try await store.addMessage(line, by: ada.user, in: room)
    }
    let carol = try await store.addUser("carol")
    let eve = try await store.addUser("eve")
    let friendly = try await store.addPost(
      "among friends", by: ada.user, audience: .friends, key: "k9")
    let comment = NewComment(
      id: .make(), post: post.id, author: carol, key: "c1", text: "well said", createdAt: .now())
    for change in [
      Change.befriend(ada.user, carol.id, at: .now()), .befriend(carol, ada.user.id, at: .now()),
      .befriend(eve, ada.user.id, at: .now()), .comment(comment),
      .readNotifications(ada.user.id, upTo: 5),
    ] { try await store.make(change) }
    let photo = try await store.addMedia(1, of: ada.user.id)
    try await store.fillSearch()
    names = [
      ("COMMENT", "\(comment.id)"), ("FRIENDLY", "\(friendly.id)"), ("CAROL", "\(carol.id)"),
      ("NOWHERE", "0199f3c1-3000-7000-8000-000000000007"), ("POST", "\(post.id)"),
      ("NOTE", "\(note.id)"), ("ROOM", "\(room)"), ("ADA", "\(ada.user.id)"),
      ("SESSION", "\(ada.session.id)"), ("PHOTO", "\(photo)"),
    ]
    topics = [
      .feed, .user(ada.user.id), .person(ada.user.id), .post(post.id), .conversation(room),
      .post(friendly.id),
    ]
  }

  /// Text with its words replaced by ids.
  func filled(_ text: String) -> String {
    names.reduce(text) { text, name in
      text.split(separator: name.word, omittingEmptySubsequences: false).joined(separator: name.id)
    }
  }

  /// How many events there were so far that concern ada.
  func told() async throws -> Int64 {
    let heard = try await api.store.hearing(of: ada.user.id, posts: []).topics
    let heads = try await api.store.heads(Array(Set(topics + heard.keys)))
    return heads.values.reduce(0) { $0 + $1.head }
  }
}
