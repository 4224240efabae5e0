import HubbubDomain
import Testing

@testable import HubbubHub

@Suite struct AllowanceTests {
  /// Asks at a moment.
  ///
  /// - Returns: the refusal, if it was one.
  private func ask(_ allowance: inout Allowance, at now: Duration) -> Refusal? {
    do throws(Refusal) {
      try allowance.take(at: now)
      return nil
    } catch {
      return error
    }
  }

  @Test func `256 commands at once are taken and the 257th is refused`() {
    var allowance = Allowance(at: .zero)
    let refusals = (0..<257).map { _ in ask(&allowance, at: .zero) }
    #expect(refusals.prefix(256).allSatisfy { $0 == nil })
    #expect(refusals.last??.code == .rateLimited)
  }

  @Test func `who was refused is told when the next one is taken`() throws {
    var allowance = Allowance(at: .seconds(5))
    for _ in 0..<256 { _ = ask(&allowance, at: .seconds(5)) }
    let refusal = try #require(ask(&allowance, at: .seconds(5)))
    let wait = try #require(refusal.retryAfter)
    #expect(wait > .zero && wait <= .milliseconds(51))
    let early = ask(&allowance, at: .seconds(5) + wait / 2)
    #expect(early?.code == .rateLimited)
    let later = ask(&allowance, at: .seconds(5) + wait)
    #expect(later == nil)
  }

  @Test func `20 commands a second may go on for ever`() {
    var allowance = Allowance(at: .zero)
    for _ in 0..<256 { _ = ask(&allowance, at: .zero) }
    var taken = 0
    for step in 1...10_000 where ask(&allowance, at: .milliseconds(step)) == nil { taken += 1 }
    #expect((199...200).contains(taken))
  }

  @Test func `nobody saves up more than 256`() {
    var allowance = Allowance(at: .zero)
    let refusals = (0..<300).map { _ in ask(&allowance, at: .seconds(86_400)) }
    #expect(refusals.count { $0 == nil } == 256)
  }
}
