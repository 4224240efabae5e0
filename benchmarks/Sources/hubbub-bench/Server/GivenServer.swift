import Glibc

/// A server that somebody else runs, on this machine.
final class GivenServer: ServerUnderTest {
  let host: String
  let port: Int
  let tokensFile: String
  let roomsFile: String
  private let process: pid_t?
  private let metricsToken: String?

  /// - Parameters:
  ///   - url: `http://127.0.0.1:8080`; the load stays within 127.0.0.0/8.
  ///   - process: whose CPU and memory are measured.
  ///   - metricsToken: the server's `HUBBUB_METRICS_TOKEN`.
  init(
    url: String, tokensFile: String, roomsFile: String, process: pid_t?, metricsToken: String?
  ) throws {
    let address = url.hasPrefix("http://") ? url.dropFirst("http://".count) : ""
    let parts = address.split(separator: "/").first?.split(separator: ":") ?? []
    guard parts.count == 2, parts[0].hasPrefix("127."), let port = Int(parts[1]) else {
      throw Problem("--url is to be http://127.x.y.z:PORT: load goes nowhere else")
    }
    host = String(parts[0])
    self.port = port
    self.tokensFile = tokensFile
    self.roomsFile = roomsFile
    self.process = process
    self.metricsToken = metricsToken
  }

  func reading() throws -> ProcessReading? { try process.map { try ProcessReading(of: $0) } }

  func stats() throws -> ServerStats? {
    guard let metricsToken else { return nil }
    let answer = try HTTPQuestion(path: "/api/stats", token: metricsToken)
      .ask(host: host, port: port)
    return answer.status == 200 ? try ServerStats.read(answer.body) : nil
  }

  func end() {}
}
