import FoundationEssentials
import Glibc

/// What a result was measured on.
struct Machine: Codable, Equatable {
  let cpu: String
  let cores: Int
  let kernel: String

  static func this() -> Machine {
    Machine(cpu: cpuName ?? "unknown", cores: coreCount, kernel: kernelName)
  }

  static var coreCount: Int { max(1, sysconf(CInt(_SC_NPROCESSORS_ONLN))) }

  private static var cpuName: String? {
    let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)
    let line = text?.split(separator: "\n").first { $0.hasPrefix("model name") }
    return line?.split(separator: ":", maxSplits: 1).last.map {
      String($0.drop { $0 == " " })
    }
  }

  private static var kernelName: String {
    let text = try? String(contentsOfFile: "/proc/sys/kernel/osrelease", encoding: .utf8)
    return text.map { String($0.prefix { $0 != "\n" }) } ?? "unknown"
  }
}
