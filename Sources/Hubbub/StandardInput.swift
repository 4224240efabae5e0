import HubbubDomain

#if canImport(Glibc)
  import Glibc
#endif

/// What is handed to a command through a pipe or a file.
enum StandardInput {
  /// The first line; nil at a terminal, and where there is nothing on it.
  ///
  /// Further lines are left unread.
  ///
  /// - Throws: ``Failure`` `bad_input`: longer than ``Limits/inputLineBytes``, or no UTF-8.
  static func line(from descriptor: CInt = STDIN_FILENO) throws -> String? {
    guard isatty(descriptor) == 0 else { return nil }
    var bytes: [UInt8] = []
    while let byte = nextByte(descriptor), byte != UInt8(ascii: "\n") {
      bytes.append(byte)
      guard bytes.count <= Limits.inputLineBytes else { throw unreadable }
    }
    if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw unreadable }
    return text.isEmpty ? nil : text
  }

  /// One byte at a time, so that nothing behind the line is taken away.
  private static func nextByte(_ descriptor: CInt) -> UInt8? {
    var byte: UInt8 = 0
    return read(descriptor, &byte, 1) == 1 ? byte : nil
  }

  private static var unreadable: Failure {
    Failure(
      code: "bad_input",
      sentence: "The first line of standard input is no text, or longer than"
        + " \(Limits.inputLineBytes) bytes.")
  }
}
