import Glibc

/// A place in a file that is written over, and with what.
///
/// The file keeps its length, and its structure stays whole.
struct Blanking: Equatable, Sendable {
  let offset: Int
  /// Written first.
  var bytes: [UInt8] = []
  /// How many zeros are written after them.
  var zeros = 0

  /// Nothing but zeros.
  static func zeros(_ range: Range<Int>) -> Blanking {
    Blanking(offset: range.lowerBound, zeros: range.count)
  }

  /// Another name of the same length.
  static func name(_ name: String, at offset: Int) -> Blanking {
    Blanking(offset: offset, bytes: Array(name.utf8))
  }

  /// Writes over all these places of a file.
  ///
  /// It blocks; whoever wants it on the disk syncs the file.
  static func apply(_ places: [Blanking], to path: String) throws(FileFailure) {
    let file = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else { throw FileFailure("open", path) }
    defer { close(file) }
    let zeros = [UInt8](repeating: 0, count: 65_536)
    for place in places {
      try write(place.bytes[...], at: place.offset, to: file, path)
      var (offset, rest) = (place.offset + place.bytes.count, place.zeros)
      while rest > 0 {
        let count = min(rest, zeros.count)
        try write(zeros[..<count], at: offset, to: file, path)
        (offset, rest) = (offset + count, rest - count)
      }
    }
  }

  private static func write(
    _ bytes: ArraySlice<UInt8>, at offset: Int, to file: Int32, _ path: String
  ) throws(FileFailure) {
    var done = 0
    while done < bytes.count {
      let written = bytes.dropFirst(done).withUnsafeBytes {
        pwrite(file, $0.baseAddress, $0.count, off_t(offset + done))
      }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw FileFailure("pwrite", path) }
      done += written
    }
  }
}
