import CQRCode

/// A text for a camera: a square of dark and light modules.
///
/// libqrencode lays it out; it is drawn here, since its own SVG is a program's.
///
/// - Source: ISO/IEC 18004; four light modules are to stand around it.
struct QRCode {
  private static let margin = 4

  /// Modules of a side.
  let side: Int
  private let modules: [UInt8]

  /// Nil for what does not fit: more than 2,331 bytes.
  init?(of text: String) {
    // A seventh of it may be unreadable: it is read from a screen, not from a wall.
    guard let code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1) else { return nil }
    defer { QRcode_free(code) }
    side = Int(code.pointee.width)
    modules = Array(UnsafeBufferPointer(start: code.pointee.data, count: side * side))
  }

  func isDark(_ column: Int, _ row: Int) -> Bool { modules[row * side + column] & 1 == 1 }

  /// A picture of it, black on white whatever the page's colours are.
  var svg: String {
    let whole = side + 2 * Self.margin
    let path = (0..<side * side).filter { modules[$0] & 1 == 1 }.map { place in
      "M\(place % side + Self.margin) \(place / side + Self.margin)h1v1h-1z"
    }
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(whole) \(whole)" \
      shape-rendering="crispEdges"><path fill="#fff" d="M0 0h\(whole)v\(whole)H0z"/>\
      <path d="\(path.joined())"/></svg>
      """
  }
}
