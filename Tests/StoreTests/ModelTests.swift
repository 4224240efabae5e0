import HubbubDomain
import HubbubStore
import HubbubTesting
import Testing

extension Outcome {
  fileprivate var kind: String {
    switch self {
    case .done: "done"
    case .repeated: "repeated"
    case .unchanged: "unchanged"
    case .refused: "refused"
    case .failed: "failed"
    }
  }
}

/// The store that serves against the plain one in memory, in what nobody
/// thought of writing down.
@Suite struct ModelTests {
  @Test(arguments: 0..<24 as Range<UInt64>)
  func `whatever is asked, both stores answer alike`(seed: UInt64) async throws {
    let store = try temporaryStore()
    let model = MemoryStore()
    var changes = RandomChanges(seed: seed)
    for round in 0..<40 {
      let batch = changes.batch()
      let found = try await store.commit(batch)
      let wanted = await model.commit(batch)
      for (index, outcome) in found.enumerated() where outcome != wanted[index] {
        Issue.record("seed \(seed), round \(round): \(batch[index])\n\(outcome)\n\(wanted[index])")
        return
      }
      guard changes.looks() || round == 39 else { continue }
      let views = (
        try await StoreView(of: store, after: changes).lines,
        try await StoreView(of: model, after: changes).lines
      )
      let difference = zip(views.0, views.1).first { $0 != $1 }
      #expect(difference == nil, "seed \(seed), round \(round)")
      guard difference == nil else { return }
    }
    try await store.close()
  }

  @Test func `the random changes meet every kind of outcome`() async {
    let model = MemoryStore()
    var changes = RandomChanges(seed: 1)
    var counts = ["done": 0, "repeated": 0, "unchanged": 0, "refused": 0, "failed": 0]
    for _ in 0..<200 {
      for outcome in await model.commit(changes.batch()) { counts[outcome.kind, default: 0] += 1 }
    }
    for (kind, count) in counts { #expect(count >= 5, "\(kind)") }
  }
}
