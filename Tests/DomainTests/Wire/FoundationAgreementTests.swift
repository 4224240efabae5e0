import Foundation
import HubbubTesting
import Testing

@testable import HubbubDomain

/// Our JSON against Foundation's, on texts that are good, damaged and bad.
struct FoundationAgreementTests {
  static let seed: UInt64 = 2026

  /// What comes of 100,000 texts in four parts, each with a seed of its own.
  private func agreement() async -> Agreement {
    await withTaskGroup { group in
      for part in 0..<UInt64(4) {
        group.addTask {
          var generator = JSONGenerator(seed: Self.seed &+ part)
          var agreement = Agreement()
          for _ in 0..<25_000 { agreement.compare(generator.text()) }
          return agreement
        }
      }
      return await group.reduce(Agreement(), +)
    }
  }

  @Test func `100,000 texts are taken, refused and valued as Foundation does it`() async {
    let agreement = await agreement()
    print("JSON: \(agreement.texts) texts, \(agreement.refused) refused, of seed \(Self.seed)")
    for difference in Difference.allCases {
      print("  \(agreement.differences[difference] ?? 0) × \(difference.rawValue)")
    }
    #expect(agreement.texts == 100_000)
    #expect(agreement.refused >= 40_000 && agreement.refused <= 60_000)
    #expect(agreement.unwanted.prefix(5) == [])
    #expect(Set(agreement.differences.keys) == Set(Difference.allCases), "the list is not exact")
  }
}
