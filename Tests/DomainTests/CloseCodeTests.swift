import HubbubDomain
import Testing

struct CloseCodeTests {
  @Test func `the number says whether to come back`() {
    let comeBack = CloseCode.allCases.filter { 4000...4499 ~= $0.rawValue }
    let stayAway = CloseCode.allCases.filter { 4500...4999 ~= $0.rawValue }
    #expect(
      comeBack == [.draining, .overloaded, .slowConsumer, .noHeartbeat, .noStart, .roleChanged])
    #expect(stayAway == [.signedOut, .notOurProtocol, .suspended])
  }

  @Test func `the numbers are the contract's`() {
    let numbers = CloseCode.allCases.map(\.rawValue)
    #expect(
      numbers == [
        1000, 1002, 1003, 1007, 1009, 4001, 4002, 4008, 4009, 4010, 4011, 4501, 4502, 4503,
      ])
  }
}
