import Glibc
import HubbubDomain

/// A file's bytes, of which a window is in memory; what is beyond the end reads as nil.
///
/// A file that cannot be read ends there, and ``failure`` says why.
///
/// - Bounds: ``usualWindow`` where it is read in order, a sixteenth of it after a jump.
/// - Isolation: one thread at a time.
final class FileBytes {
  /// Where the bytes come from; shared by all windows of one file.
  private final class Source {
    let file: Int32
    var failure: FileFailure?
    var notesRead = 0

    init(file: Int32) { self.file = file }

    deinit { if file >= 0 { close(file) } }
  }

  /// Bytes of a window: more would not be faster.
  static let usualWindow = 65_536

  let count: Int
  private let path: String
  private let windowBytes: Int
  private let source: Source
  private var window: [UInt8]
  private var start = 0

  /// Bytes that are in memory anyway.
  init(_ all: [UInt8]) {
    (count, window, windowBytes) = (all.count, all, all.count)
    (path, source) = ("", Source(file: -1))
  }

  /// A file, held open as long as somebody reads it.
  init(path: String, windowBytes: Int = usualWindow) throws(FileFailure) {
    source = Source(file: open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW))
    guard source.file >= 0 else { throw FileFailure("open", path) }
    var state = stat()
    guard fstat(source.file, &state) == 0 else { throw FileFailure("fstat", path) }
    (self.path, self.windowBytes) = (path, windowBytes)
    (count, window) = (Int(state.st_size), [])
  }

  /// Another window of the same file: who reads at several places needs as many.
  init(sharing other: FileBytes) {
    (path, count, source) = (other.path, other.count, other.source)
    (window, start, windowBytes) = (other.window, other.start, other.windowBytes)
  }

  /// What the disk said no to.
  var failure: FileFailure? { source.failure }

  // MARK: - Numbers and texts

  /// The byte at `index`.
  func byte(at index: Int) -> Int? {
    load(index, 1) ? Int(window[index - start]) : nil
  }

  /// The number of `width` bytes at `index`, the largest first.
  ///
  /// - Returns: nil also for a number that no `Int` holds.
  func big(_ width: Int, at index: Int) -> Int? {
    guard load(index, width) else { return nil }
    let low = index - start
    let number = window[low..<low + width].reduce(0) { $0 << 8 | Int($1) }
    return number < 0 ? nil : number
  }

  /// The number of `width` bytes at `index`, the smallest first.
  ///
  /// - Returns: nil also for a number that no `Int` holds.
  func little(_ width: Int, at index: Int) -> Int? {
    guard load(index, width) else { return nil }
    let low = index - start
    let number = window[low..<low + width].reversed().reduce(0) { $0 << 8 | Int($1) }
    return number < 0 ? nil : number
  }

  /// Whether this text, of one byte each, stands at `index`.
  func has(_ text: String, at index: Int) -> Bool {
    let wanted = text.unicodeScalars
    guard load(index, wanted.count) else { return false }
    return zip(wanted, window[(index - start)...]).allSatisfy { $0.value == UInt32($1) }
  }

  /// The text of `width` bytes at `index`, each a letter of Latin-1.
  func text(_ width: Int, at index: Int) -> String? {
    guard load(index, width) else { return nil }
    let low = index - start
    return String(String.UnicodeScalarView(window[low..<low + width].map { Unicode.Scalar($0) }))
  }

  /// The bytes of a range, up to a number of them.
  func bytes(_ range: Range<Int>, atMost: Int) -> [UInt8] {
    let width = min(range.count, atMost)
    guard load(range.lowerBound, width) else { return [] }
    let low = range.lowerBound - start
    return Array(window[low..<low + width])
  }

  /// The bytes of notes: what a file tells beside what it shows.
  ///
  /// - Returns: nil for a note that is too long, or one after too many of them.
  /// - Bounds: ``Limits/notesBytes``, ``Limits/allNotesBytes``.
  func note(_ range: Range<Int>) -> [UInt8]? {
    guard range.count <= Limits.notesBytes,
      source.notesRead + range.count <= Limits.allNotesBytes
    else { return nil }
    source.notesRead += range.count
    return bytes(range, atMost: range.count)
  }

  // MARK: - Long stretches

  /// Shows all bytes of a range, piece by piece.
  ///
  /// - Returns: whether the file has them all.
  @discardableResult
  func pass(_ range: Range<Int>, to look: (UnsafeRawBufferPointer) -> Void) -> Bool {
    var place = range.lowerBound
    while place < range.upperBound {
      guard load(place, 1) else { return false }
      let low = place - start
      let width = min(window.count - low, range.upperBound - place)
      window.withUnsafeBytes { look(UnsafeRawBufferPointer(rebasing: $0[low..<low + width])) }
      place += width
    }
    return true
  }

  /// Where this byte stands for the first time from `place` on.
  func index(of byte: UInt8, from place: Int) -> Int? {
    var place = place
    while load(place, 1) {
      let low = place - start
      let found: Int? = window.withUnsafeBytes { window in
        guard let base = window.baseAddress,
          let at = memchr(base + low, Int32(byte), window.count - low)
        else { return nil }
        return UnsafeRawPointer(at) - base
      }
      if let found { return start + found }
      place = start + window.count
    }
    return nil
  }

  /// Whether nothing but zeros stands in a range.
  func isZero(_ range: Range<Int>) -> Bool {
    var isZero = true
    return pass(range) { if !$0.allSatisfy({ $0 == 0 }) { isZero = false } } && isZero
  }

  // MARK: - The window

  /// Makes sure that the window has these bytes.
  private func load(_ index: Int, _ width: Int) -> Bool {
    guard index >= 0, width >= 0, width <= count - index else { return false }
    if index >= start, index - start <= window.count - width { return true }
    return source.file >= 0 && fill(index, width)
  }

  private func fill(_ index: Int, _ width: Int) -> Bool {
    let end = start + window.count
    let usual = end - 64...end ~= index ? windowBytes : windowBytes / 16
    let wanted = min(max(width, usual), count - index)
    var filled = 0
    window = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
      while filled < wanted {
        let rest = UnsafeMutableRawBufferPointer(
          rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
        let found = pread(source.file, rest.baseAddress, rest.count, off_t(index + filled))
        if found < 0, errno == EINTR { continue }
        guard found > 0 else { break }
        filled += found
      }
      count = filled
    }
    start = index
    guard filled == wanted else {
      source.failure = FileFailure("pread", path)
      return false
    }
    return true
  }
}
