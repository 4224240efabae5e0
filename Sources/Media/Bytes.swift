/// A file's bytes; what is beyond the end reads as nil.
struct Bytes {
  private let all: [UInt8]

  init(_ all: [UInt8]) { self.all = all }

  var count: Int { all.count }

  /// Whether this text stands at `index`.
  func has(_ text: String, at index: Int) -> Bool {
    guard index >= 0, index <= all.count else { return false }
    return all[index...].starts(with: text.utf8)
  }

  /// The byte at `index`.
  func byte(at index: Int) -> Int? { big(1, at: index) }

  /// The number of `width` bytes at `index`, the largest first.
  func big(_ width: Int, at index: Int) -> Int? {
    slice(width, at: index)?.reduce(0) { $0 << 8 | Int($1) }
  }

  /// The number of `width` bytes at `index`, the smallest first.
  func little(_ width: Int, at index: Int) -> Int? {
    slice(width, at: index)?.reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  private func slice(_ width: Int, at index: Int) -> ArraySlice<UInt8>? {
    guard index >= 0, index <= all.count - width else { return nil }
    return all[index..<index + width]
  }
}
