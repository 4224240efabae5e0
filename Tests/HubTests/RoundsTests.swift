import HubbubDomain
import HubbubTesting
import Testing

@testable import HubbubHub

/// Few tasks that visit many.
@Suite(.timeLimit(.minutes(10))) struct RoundsTests {
  @Test func `everybody is visited once`() async throws {
    let (rounds, visited) = (Rounds(), Watched<[Int]>([]))
    for start in stride(from: 0, to: 1_000, by: 50) {
      let visits = (start..<start + 50).map { number -> Rounds.Visit in
        { visited.change { $0.append(number) } }
      }
      rounds.add(visits)
    }
    try await visited.until { $0.count == 1_000 }
    #expect(visited.value.sorted() == Array(0..<1_000))
  }

  @Test func `no more rounds go at once than may, and all who wait are visited by them`()
    async throws
  {
    let rounds = Rounds()
    let (inside, gate) = (Watched<Int>(0), Watched<Bool>(false))
    let done = Watched<Int>(0)
    let visit: Rounds.Visit = {
      inside.change { $0 += 1 }
      try? await gate.until { $0 }
      done.change { $0 += 1 }
    }
    for _ in 0..<Limits.rounds * 4 { rounds.add([visit]) }
    try await inside.until { $0 == Limits.rounds }
    #expect(rounds.count == Limits.rounds)
    #expect(rounds.waiting == Limits.rounds * 3)
    gate.change { $0 = true }
    try await done.until { $0 == Limits.rounds * 4 }
    #expect(inside.value == Limits.rounds * 4)
  }

  @Test func `one who takes long holds up a share, not everybody`() async throws {
    let rounds = Rounds()
    let (gate, done) = (Watched<Bool>(false), Watched<Set<Int>>([]))
    let long: Rounds.Visit = { try? await gate.until { $0 } }
    rounds.add([long])
    for number in 0..<30 {
      let short: Rounds.Visit = { done.change { $0 = $0.union([number]) } }
      rounds.add([short])
    }
    try await done.until { $0.count == 30 }
    gate.change { $0 = true }
  }
}
