import Testing

@testable import HubbubDomain

/// Random words that are drawn many at a time.
struct RandomWordsTests {
  @Test func `no word is given out twice, on however many threads`() async {
    let words = await withTaskGroup(of: [UInt64].self) { group in
      for _ in 0..<8 {
        group.addTask {
          (0..<500).flatMap { _ in
            let (first, second) = RandomWords.pair()
            return [first, second]
          }
        }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
    #expect(Set(words).count == 8_000)
  }
}
