import HubbubDomain
import HubbubStore
import HubbubTesting
import Testing

@testable import HubbubHub

@Suite struct SinceTests {
  /// A client that has `last`, of a topic whose log goes from `floor` to `head`.
  struct Scenario: Sendable, CustomTestStringConvertible {
    let name: String
    var last: Int64?
    var floor: Int64 = 0
    var head: Int64 = 5_000
    /// The last number that came by on its loop.
    var position: Int64 = 5_000
    var isThisEpoch = true
    let next: Int64
    let isReset: Bool

    var testDescription: String { name }
  }

  static let scenarios = [
    Scenario(name: "nothing said", last: nil, next: 5_001, isReset: false),
    Scenario(name: "all is there", last: 5_000, next: 5_001, isReset: false),
    Scenario(name: "one behind", last: 4_999, next: 5_000, isReset: false),
    Scenario(name: "1,000 behind", last: 4_000, next: 4_001, isReset: false),
    Scenario(name: "1,001 behind", last: 3_999, next: 5_001, isReset: true),
    Scenario(name: "above the head", last: 5_001, next: 5_001, isReset: true),
    Scenario(name: "another epoch", last: 5_000, isThisEpoch: false, next: 5_001, isReset: true),
    Scenario(name: "at the floor", last: 4_500, floor: 4_500, next: 4_501, isReset: false),
    Scenario(name: "below the floor", last: 4_499, floor: 4_500, next: 5_001, isReset: true),
    Scenario(name: "ahead of its loop", last: 5_000, position: 4_990, next: 5_001, isReset: false),
    Scenario(
      name: "the loop is ahead of what was read", last: 5_010, head: 5_000, position: 5_010,
      next: 5_011, isReset: false),
    Scenario(
      name: "1,001 behind its loop", last: 4_000, head: 5_000, position: 5_001, next: 5_002,
      isReset: true),
    Scenario(
      name: "a topic without events", last: 0, head: 0, position: 0, next: 1, isReset: false),
  ]

  @Test(arguments: scenarios)
  func `who comes back goes on where it can be continued`(_ scenario: Scenario) {
    let since = Since(
      seqs: scenario.last.map { [.feed: $0] } ?? [:], isThisEpoch: scenario.isThisEpoch,
      extents: [.feed: Extent(floor: scenario.floor, head: scenario.head)])
    let place = since.place(in: .feed, position: scenario.position)
    #expect(place.next == scenario.next)
    #expect(place.isReset == scenario.isReset)
  }
}
