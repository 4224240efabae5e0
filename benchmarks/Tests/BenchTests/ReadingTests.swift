import FoundationEssentials
import Glibc
import Testing

@testable import hubbub_bench

struct ReadingTests {
  @Test func `a process is read, whatever it is called`() throws {
    let stat =
      "42 (a) b (c) S 1 42 42 0 -1 4194304 100 0 0 0 250 50 7 8 20 0 4 0 12345 999 25 184467 1 1 0"
    let reading = try #require(ProcessReading(id: 42, stat: stat))
    let ticks = Double(sysconf(CInt(_SC_CLK_TCK)))
    #expect(reading.cpuSeconds == 300 / ticks)
    #expect(reading.residentBytes == 25 * sysconf(CInt(_SC_PAGESIZE)))
    #expect(ProcessReading(id: 42, stat: "42 (short) S 1") == nil)
    #expect(ProcessReading(id: 42, stat: "") == nil)
  }

  @Test func `this process takes CPU and memory`() throws {
    let reading = try ProcessReading(of: getpid())
    #expect(reading.residentBytes > 1_000_000)
    #expect(throws: Problem.self) { try ProcessReading(of: 0) }
  }

  @Test func `the machine's work leaves idle and stolen time out`() throws {
    let stat = "cpu  100 20 30 9999 5000 4 6 7777 0 0\ncpu0 1 2 3 4\n"
    let reading = try #require(MachineReading(stat: stat))
    #expect(reading.busySeconds == 160 / Double(sysconf(CInt(_SC_CLK_TCK))))
    #expect(MachineReading(stat: "intr 1 2 3") == nil)
  }

  @Test(arguments: [
    ("all", Cores.all), ("0", .only([0])), ("1,3", .only([1, 3])), ("1023", .only([1_023])),
  ])
  func `cores are numbers with commas between`(text: String, cores: Cores) {
    #expect(Cores(argument: text) == cores)
    #expect(cores.description == text)
  }

  @Test(arguments: ["", "a", "-1", "1024", "1,,x"])
  func `what is no core is refused`(text: String) { #expect(Cores(argument: text) == nil) }

  @Test func `a login is a name, an id and a token`() throws {
    let logins = try Login.all(in: "u0\t17\tabc\npublisher\t18\tdef\n")
    #expect(logins.map(\.username) == ["u0", "publisher"])
    #expect(logins.last?.token == "def")
    for line in ["u0\t17", "u0\t17\t", "u0 17 abc"] {
      #expect(throws: Problem.self) { try Login(line: line) }
    }
  }

  @Test func `stats that tell more than is known here are read`() throws {
    let json = #"{"hub":{"deliveries":7,"writes":3,"new":{"a":1}},"process":{}}"#
    #expect(try ServerStats.read(Data(json.utf8)).hub.writes == 3)
    #expect(throws: Problem.self) { try ServerStats.read(Data("{}".utf8)) }
  }

  @Test func `the port is at the end of the line that says it`() {
    #expect(StartedServer.port(inLine: "listening on http://127.0.0.1:40123") == 40_123)
    #expect(StartedServer.port(inLine: "hello") == nil)
  }
}
