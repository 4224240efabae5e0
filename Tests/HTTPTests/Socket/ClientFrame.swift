import NIOCore

/// A frame of a client, right or wrong in any part.
///
/// - Source: RFC 6455 §5.2.
struct ClientFrame {
  /// How the payload's length is written.
  enum Length {
    case shortest
    /// In two bytes, or in eight, whatever it is.
    case two, eight
    /// Eight bytes that say something else.
    case says(UInt64)
  }

  var opcode: UInt8
  var payload: [UInt8]
  var isFinal = true
  /// The three bits after the first.
  var reserved: UInt8 = 0
  /// Nil for a frame that is not masked.
  var mask: [UInt8]? = [0x37, 0xFA, 0x21, 0x3D]
  var length = Length.shortest

  static func text(_ text: String, isFinal: Bool = true) -> Self {
    Self(opcode: 1, payload: Array(text.utf8), isFinal: isFinal)
  }

  static func binary(_ payload: [UInt8], isFinal: Bool = true) -> Self {
    Self(opcode: 2, payload: payload, isFinal: isFinal)
  }

  static func more(_ payload: [UInt8], isFinal: Bool = true) -> Self {
    Self(opcode: 0, payload: payload, isFinal: isFinal)
  }

  static func close(_ code: UInt16, _ reason: [UInt8] = []) -> Self {
    Self(opcode: 8, payload: [UInt8(code >> 8), UInt8(code & 0xFF)] + reason)
  }

  static func close(_ payload: [UInt8]) -> Self { Self(opcode: 8, payload: payload) }

  static func ping(_ payload: [UInt8] = []) -> Self { Self(opcode: 9, payload: payload) }

  static func pong(_ payload: [UInt8] = []) -> Self { Self(opcode: 10, payload: payload) }

  /// The frame as it travels.
  var bytes: [UInt8] {
    let first = (isFinal ? 0x80 : 0) | reserved << 4 | opcode
    let masked = mask.map { mask in payload.indices.map { payload[$0] ^ mask[$0 % 4] } }
    return [first] + lengthBytes + (mask ?? []) + (masked ?? payload)
  }

  private var lengthBytes: [UInt8] {
    let bit: UInt8 = mask == nil ? 0 : 0x80
    func bigEndian(_ value: UInt64, _ count: Int) -> [UInt8] {
      (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
    }
    switch length {
    case .shortest where payload.count < 126: return [bit | UInt8(payload.count)]
    case .shortest where payload.count <= 0xFFFF, .two:
      return [bit | 126] + bigEndian(UInt64(payload.count), 2)
    case .shortest, .eight: return [bit | 127] + bigEndian(UInt64(payload.count), 8)
    case .says(let other): return [bit | 127] + bigEndian(other, 8)
    }
  }
}

extension [ClientFrame] {
  /// All of them, one behind the other.
  var bytes: [UInt8] { flatMap(\.bytes) }
}

extension ByteBuffer {
  /// All of the frames, one behind the other.
  init(_ frames: ClientFrame...) { self.init(bytes: frames.bytes) }
}
