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

  private func rules() -> PostRules {
    PostRules(id: post, PostState(author: author, likes: LikeCount(count: 2, version: 4)))
  }

  private func likes(_ count: Int64, version: Int64, of other: PostID? = nil) -> Event {
    let id = other ?? post
    return Event(
      topic: .post(id), seq: nil, body: .likes(id, LikeCount(count: count, version: version)))
  }

  @Test func `a like is written as it was asked: the row knows who may see the post`() {
    #expect(rules().like(by: stranger, at: noon) == .like(post, by: stranger, at: noon))
    #expect(rules().unlike(by: stranger) == .unlike(post, by: stranger))
  }

  @Test func `a newer version is taken in and an older or equal one changes nothing`() {
    var rules = self.rules()
    rules.absorb(likes(9, version: 4))
    rules.absorb(likes(9, version: 3))
    #expect(rules.likes == LikeCount(count: 2, version: 4))
    rules.absorb(likes(1, version: 6))
    #expect(rules.likes == LikeCount(count: 1, version: 6))
    rules.absorb(likes(2, version: 5))
    #expect(rules.likes == LikeCount(count: 1, version: 6))
  }

  @Test func `what is about something else changes nothing`() {
    var rules = self.rules()
    let before = rules
    rules.absorb(likes(9, version: 9, of: .make()))
    rules.absorb(Event(topic: .post(post), seq: 1, body: .skip))
    #expect(rules == before)
  }

  @Test func `asking changes nothing until it is committed`() {
    let rules = self.rules()
    let before = rules
    _ = rules.like(by: stranger, at: noon)
    _ = rules.unlike(by: stranger)
    #expect(rules == before)
  }
}
