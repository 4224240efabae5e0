import Glibc

/// The file that this process runs.
enum ThisProgram {
  static let path: String = {
    var name = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &name, name.count)
    return String(decoding: name.prefix(max(0, count)).map(UInt8.init), as: UTF8.self)
  }()
}
