import ArgumentParser
import Testing

@testable import hubbub_bench

struct ScenarioTests {
  @Test(arguments: HubbubBench.scenarioNames)
  func `every scenario runs as it stands, and says what it was asked`(name: String) throws {
    let scenario = try #require(try HubbubBench.parseAsRoot([name]) as? any Scenario)
    #expect(scenario.community.users <= Limits.sockets.upperBound)
    #expect(!scenario.settings.isEmpty)
    #expect(Limits.seconds ~= scenario.settings["seconds"] ?? 0)
  }

  /// Each option with the last value that is taken, and the first that is not.
  @Test(arguments: [
    ("fan-out", "--sockets", "40000", "40001"), ("fan-out", "--sockets", "1", "0"),
    ("fan-out", "--window", "250", "251"), ("fan-out", "--window", "1", "0"),
    ("fan-out", "--rate", "100000", "100001"), ("fan-out", "--rate", "0.1", "0.09"),
    ("fan-out", "--seconds", "600", "601"), ("fan-out", "--seconds", "0.1", "0.01"),
    ("fan-out", "--text-bytes", "4000", "4001"), ("fan-out", "--text-bytes", "40", "39"),
    ("fan-out", "--runs", "9", "10"), ("fan-out", "--runs", "1", "0"),
    ("many-rooms", "--rooms", "8000", "8001"), ("many-rooms", "--members", "40", "41"),
    ("many-rooms", "--window", "250", "251"), ("idle", "--sockets", "40000", "40001"),
    ("idle", "--rooms", "10000", "10001"), ("connect", "--users", "40000", "40001"),
    ("connect", "--opening", "4096", "4097"), ("connect", "--rooms", "10000", "10001"),
    ("reconnect-wave", "--sockets", "40000", "40001"), ("reconnect-wave", "--rate", "0.1", "0"),
    ("like-storm", "--sockets", "40000", "40001"), ("like-storm", "--rate", "100000", "100001"),
    ("mixed-day", "--people", "40000", "40001"), ("mixed-day", "--pace", "100", "101"),
    ("mixed-day", "--rooms", "5000", "5001"), ("mixed-day", "--seconds", "600", "601"),
    ("straight-line", "--up-to", "15000", "15001"), ("straight-line", "--up-to", "1000", "999"),
    ("two-loops", "--sockets", "40000", "40001"), ("stats-cost", "--pairs", "9", "10"),
    ("stats-cost", "--sockets", "40000", "40001"), ("stats-cost", "--pairs", "1", "0"),
    ("slow-reader", "--sockets", "40000", "40001"), ("slow-reader", "--sockets", "2", "1"),
    ("slow-reader", "--pairs", "9", "10"), ("slow-reader", "--pairs", "1", "0"),
    ("slow-reader", "--seconds", "40", "41"), ("slow-reader", "--seconds", "2", "1.9"),
  ])
  func `an option ends at its bound`(
    scenario: String, option: String, last: String, past: String
  ) throws {
    #expect(throws: Never.self) { try HubbubBench.parseAsRoot([scenario, option, last]) }
    #expect(throws: (any Error).self) { try HubbubBench.parseAsRoot([scenario, option, past]) }
  }

  @Test(arguments: [
    ["fan-out", "--url", "http://127.0.0.1:1"], ["fan-out", "--pid", "1"],
    ["fan-out", "--server-env", "NAME"], ["fan-out", "--server-cores", "x"],
    ["fan-out", "--url", "http://127.0.0.1:1", "--tokens", "a", "--room-ids", "b", "--runs", "2"],
    ["reconnect-wave", "--url", "http://127.0.0.1:1", "--tokens", "a", "--room-ids", "b"],
    ["straight-line", "--url", "http://127.0.0.1:1", "--tokens", "a", "--room-ids", "b"],
    ["two-loops", "--url", "http://127.0.0.1:1", "--tokens", "a", "--room-ids", "b"],
    ["stats-cost", "--url", "http://127.0.0.1:1", "--tokens", "a", "--room-ids", "b"],
  ])
  func `options that do not fit together are refused`(arguments: [String]) {
    #expect(throws: (any Error).self) { try HubbubBench.parseAsRoot(arguments) }
  }

  @Test(arguments: [
    "http://10.0.0.1:80", "https://127.0.0.1:80", "127.0.0.1:80", "http://127.0.0.1",
    "http://[::1]:80",
  ])
  func `load goes nowhere but to this machine`(url: String) {
    #expect(throws: Problem.self) {
      try GivenServer(
        url: url, tokensFile: "", roomsFile: "", process: nil, metricsToken: nil)
    }
  }

  @Test func `a setting of the server may hold an equals sign`() throws {
    let parsed = try HubbubBench.parseAsRoot(["fan-out", "--server-env", "A=b=c"])
    let scenario = try #require(parsed as? FanOut)
    #expect(scenario.options.serverEnvironment == ["A": "b=c"])
  }
}
