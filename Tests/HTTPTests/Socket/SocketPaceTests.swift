import HubbubDomain
import NIOCore
import Testing

@testable import HubbubHTTP

/// How fast sockets may come in.
@Suite struct SocketPaceTests {
  private let start = NIODeadline.uptimeNanoseconds(1_000_000_000)
  private let each = TimeAmount(Limits.socketRest)

  /// A pace with as many let in as may be before anybody waits.
  private func fullPace(loops: Int = 1) -> SocketPace {
    let pace = SocketPace(loops: loops)
    for _ in 0..<Limits.silentConnections { pace.came(at: start) }
    return pace
  }

  @Test func `a few are let in at once`() {
    #expect(fullPace().rest(at: start) == .zero)
  }

  @Test func `then each takes its time, one after another`() {
    let pace = fullPace()
    for _ in 0..<3 { pace.came(at: start) }
    #expect(pace.rest(at: start) == each * 3)
    #expect(pace.rest(at: start + each * 2) == each)
    #expect(pace.rest(at: start + each * 3) == .zero)
  }

  @Test func `time in which nobody came is not saved up`() {
    let pace = fullPace()
    for _ in 0...Limits.silentConnections { pace.came(at: start + .hours(1)) }
    #expect(pace.rest(at: start + .hours(1)) == each)
  }

  @Test func `what speaks HTTP takes none`() {
    let pace = fullPace()
    for _ in 0..<100 {
      pace.came(at: start)
      pace.wasNone()
    }
    #expect(pace.rest(at: start) == .zero)
  }

  @Test func `two loops let in twice as many`() {
    let pace = fullPace(loops: 2)
    for _ in 0..<4 { pace.came(at: start) }
    #expect(pace.rest(at: start) == each * 2)
  }
}
