import HubbubActors
import HubbubDomain
import HubbubStore
import HubbubTesting
import Testing

@Suite struct PostRulesTests {
  private let author = UserID.make()
  private let stranger = UserID.make()
  private let post = PostID.make()
  private let noon = Timestamp(milliseconds: 1_800_000_000_000)

  private func rules(_ audience: Audience, version: Int64 = 4) -> PostRules {
    let likes = LikeCount(count: 2, version: version)
    return PostRules(
      id: post, PostState(author: author, audience: audience, likes: likes, comments: 0))
  }

  private func likes(_ count: Int64, version: Int64, of other: PostID? = nil) -> Event {
    let id = other ?? post
    return Event(
      topic: .post(id), seq: nil, body: .likes(id, LikeCount(count: count, version: version)))
  }

  @Test func `anybody may like a public post`() throws {
    #expect(
      try rules(.public).like(by: stranger, at: noon) == .like(post, by: stranger, at: noon))
    #expect(try rules(.public).unlike(by: stranger) == .unlike(post, by: stranger))
  }

  @Test(arguments: [Audience.friends, .me])
  func `who may not see a post is told that there is none`(_ audience: Audience) throws {
    #expect(throws: Refusal.noSuchPost) { try rules(audience).like(by: stranger, at: noon) }
    #expect(throws: Refusal.noSuchPost) { try rules(audience).unlike(by: stranger) }
    #expect(try rules(audience).like(by: author, at: noon) == .like(post, by: author, at: noon))
  }

  @Test func `a newer version is taken in and an older or equal one changes nothing`() {
    var rules = rules(.public)
    rules.absorb(likes(9, version: 4))
    rules.absorb(likes(9, version: 3))
    #expect(rules.likes == LikeCount(count: 2, version: 4))
    rules.absorb(likes(1, version: 6))
    #expect(rules.likes == LikeCount(count: 1, version: 6))
    rules.absorb(likes(2, version: 5))
    #expect(rules.likes == LikeCount(count: 1, version: 6))
  }

  @Test func `what is about something else changes nothing`() {
    var rules = rules(.public)
    let before = rules
    rules.absorb(likes(9, version: 9, of: .make()))
    rules.absorb(Event(topic: .post(post), seq: 1, body: .skip))
    #expect(rules == before)
  }

  @Test func `asking changes nothing until it is committed`() throws {
    let rules = rules(.public)
    let before = rules
    _ = try rules.like(by: stranger, at: noon)
    _ = try rules.unlike(by: stranger)
    #expect(rules == before)
  }
}
