import HubbubDomain
import NIOCore
import Testing

@testable import HubbubHTTP

/// How fast sockets may come in.
@Suite struct SocketPaceTests {
  private let start = NIODeadline.uptimeNanoseconds(1_000_000_000)
  private let each = TimeAmount(Limits.socketRest)

  @Test func `each socket takes its time, one after another`() {
    let pace = SocketPace(loops: 1)
    #expect(pace.rest(at: start) == .zero)
    for _ in 0..<3 { pace.came(at: start) }
    #expect(pace.rest(at: start) == each * 3)
    #expect(pace.rest(at: start + each * 2) == each)
    #expect(pace.rest(at: start + each * 3) == .zero)
  }

  @Test func `time in which nobody came is not saved up`() {
    let pace = SocketPace(loops: 1)
    pace.came(at: start)
    pace.came(at: start + .hours(1))
    #expect(pace.rest(at: start + .hours(1)) == each)
  }

  @Test func `two loops let in twice as many`() {
    let pace = SocketPace(loops: 2)
    for _ in 0..<4 { pace.came(at: start) }
    #expect(pace.rest(at: start) == each * 2)
  }
}
