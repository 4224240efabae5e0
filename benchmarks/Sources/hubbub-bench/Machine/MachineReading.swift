import FoundationEssentials
import Glibc

/// How busy the whole machine was until one moment.
///
/// - Source: proc(5), `/proc/stat`.
struct MachineReading: Equatable {
  /// Seconds that all cores together worked.
  let busySeconds: Double

  static func now() throws -> MachineReading {
    guard let text = try? String(contentsOfFile: "/proc/stat", encoding: .utf8),
      let reading = MachineReading(stat: text)
    else { throw Problem("cannot read /proc/stat") }
    return reading
  }

  init?(stat: String) {
    guard let line = stat.split(separator: "\n").first, line.hasPrefix("cpu ") else { return nil }
    let fields = line.split(separator: " ").dropFirst().compactMap { Double($0) }
    guard fields.count >= 8 else { return nil }
    // user, nice, system, (idle, iowait,) irq, softirq; what was stolen is nobody's here.
    let ticks = [0, 1, 2, 5, 6].reduce(0) { $0 + fields[$1] }
    busySeconds = ticks / Double(sysconf(CInt(_SC_CLK_TCK)))
  }
}
