import FoundationEssentials
import Glibc

/// What the kernel says of one process at one moment.
///
/// - Source: proc(5), `/proc/PID/stat`.
struct ProcessReading: Equatable {
  /// Which process it was: a server that was started again is another.
  let id: pid_t
  /// User and system time, in seconds.
  let cpuSeconds: Double
  let residentBytes: Int

  init(of id: pid_t) throws {
    let path = "/proc/\(id)/stat"
    guard let text = try? String(contentsOfFile: path, encoding: .utf8),
      let reading = ProcessReading(id: id, stat: text)
    else { throw Problem("cannot read \(path): has the server ended?") }
    self = reading
  }

  /// - Parameter stat: the line; the name in its parentheses may hold anything.
  init?(id: pid_t, stat: String) {
    guard let name = stat.lastIndex(of: ")") else { return nil }
    let fields = stat[stat.index(after: name)...].split(separator: " ")
    // Numbers 14, 15 and 24 of the manual; the third is the first here.
    guard fields.count > 21, let user = Double(fields[11]), let system = Double(fields[12]),
      let pages = Int(fields[21])
    else { return nil }
    self.id = id
    cpuSeconds = (user + system) / Double(sysconf(CInt(_SC_CLK_TCK)))
    residentBytes = pages * sysconf(CInt(_SC_PAGESIZE))
  }
}
