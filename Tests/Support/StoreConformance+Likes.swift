import HubbubDomain
import HubbubStore

extension StoreConformance {
  static let likes = [
    StoreCheck("each like and unlike raises the version by one", raisesVersion),
    StoreCheck("what changes nothing raises nothing", leavesVersion),
    StoreCheck("likes are told in totals", tellsTotals),
  ]

  private static func raisesVersion(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let id = try await store.addPost("t", by: company.ada).id
    let (ada, bob) = (company.ada.id, company.bob.id)
    let outcomes = try await store.commit([
      .like(id, by: ada, at: StoreCompany.noon), .like(id, by: bob, at: StoreCompany.noon),
      .unlike(id, by: ada), .like(id, by: ada, at: StoreCompany.noon), .unlike(id, by: bob),
    ])
    let wanted: [(Int64, Bool)] = [(1, true), (2, true), (1, false), (2, true), (1, false)]
    let likes = wanted.enumerated().map { index, step in
      Likes(LikeCount(count: step.0, version: Int64(index + 1)), mine: step.1)
    }
    findings.expect(outcomes.map(\.likes), is: likes, "the answers")
    let last = LikeCount(count: 1, version: 5)
    findings.expect(try await store.wakePost(id)?.likes, is: last, "what wakes")
    for (reader, mine) in [(ada, true), (bob, false), (.hub, false)] {
      let seen = try await store.post(id, for: reader)?.likes
      findings.expect(seen, is: Likes(last, mine: mine), "the likes that a reader sees")
      let listed = try await store.posts(.feed, for: reader, before: nil, limit: 1).items.first?
        .likes
      findings.expect(listed, is: Likes(last, mine: mine), "the likes in the feed")
    }
  }

  private static func leavesVersion(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let id = try await store.addPost("t", by: company.ada).id
    let (ada, bob) = (company.ada.id, company.bob.id)
    let none = Likes(LikeCount(count: 0, version: 0), mine: false)
    let one = LikeCount(count: 1, version: 1)
    let outcomes = try await store.commit([
      .unlike(id, by: bob), .like(id, by: ada, at: StoreCompany.noon),
      .like(id, by: ada, at: StoreCompany.noon), .unlike(id, by: bob),
    ])
    findings.expect(outcomes[0], is: .unchanged(.likes(none)), "an unlike of nothing")
    findings.expect(
      outcomes[2], is: .unchanged(.likes(Likes(one, mine: true))), "a second like")
    findings.expect(
      outcomes[3], is: .unchanged(.likes(Likes(one, mine: false))), "another's unlike")
    findings.expect(try await store.wakePost(id)?.likes, is: one, "what wakes")
  }

  private static func tellsTotals(_ store: any Store, _ findings: inout Findings) async throws {
    let company = try await StoreCompany.gather(in: store)
    let id = try await store.addPost("t", by: company.ada).id
    let bob = company.bob.id
    let steps: [(Change, Int64, Bool)] = [
      (.like(id, by: bob, at: StoreCompany.noon), 1, true), (.unlike(id, by: bob), 0, false),
    ]
    for (index, (change, count, mine)) in steps.enumerated() {
      let version = Int64(index + 1)
      let told = [
        Event(
          topic: .post(id), seq: nil, body: .likes(id, LikeCount(count: count, version: version))),
        Event(topic: .user(bob), seq: nil, body: .liked(id, mine: mine, version: version)),
      ]
      let rung = mine ? [company.bell(.like, by: company.bob, about: id)] : []
      findings.expect(try await store.commit(change).events, is: told + rung, "what is told")
    }
    // The bell rings once for the same like.
    let again = try await store.commit(.like(id, by: bob, at: StoreCompany.noon)).events
    findings.expect(again.count, is: 2, "what a like given again tells")
    let missing = try await store.commit(.like(.make(), by: bob, at: StoreCompany.noon))
    findings.expect(missing, refusedAs: .notFound, "a like of no post")
  }
}
