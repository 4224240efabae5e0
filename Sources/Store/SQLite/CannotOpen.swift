/// Why a store was not opened, in one sentence for the operator.
public enum CannotOpen: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file was written by a newer program; older code could only damage it.
  case newerFile(String)
  /// The file lacks what this program's tables have; a look changes nothing about it.
  case olderFile(String)
  /// SQLite would not wait for the disk before it says that a row is written.
  case notDurable(synchronous: Int64)
  case file(String, reason: String)
  case folder(String)

  public var description: String {
    switch self {
    case .newerFile(let path):
      "The file \(path) was written by a newer hubbub; run that one, or restore an older copy."
    case .olderFile(let path):
      "The file \(path) was written by an older hubbub; start this one's server on it once."
    case .notDurable(let synchronous):
      "The database does not sync before it acknowledges (synchronous is \(synchronous), not 2)."
    case .file(let path, let reason):
      "The file \(path) cannot be opened: \(reason)."
    case .folder(let path):
      "The data folder \(path) is not there and cannot be made."
    }
  }
}
