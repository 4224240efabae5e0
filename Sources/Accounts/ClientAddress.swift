import Glibc

/// Where a request comes from, as 16 bytes: IPv6, or IPv4 mapped into it.
///
/// - Source: RFC 4291 §2.5.5.2.
public struct ClientAddress: Hashable, Sendable {
  let high: UInt64
  let low: UInt64

  /// Reads `192.0.2.1`, `2001:db8::1`, or the latter in brackets; nil for
  /// names and what else is no address.
  public init?(_ text: String) {
    var text = text
    if text.hasPrefix("["), text.hasSuffix("]") { text = String(text.dropFirst().dropLast()) }
    if let zone = text.firstIndex(of: "%") { text = String(text[..<zone]) }
    var version4 = in_addr()
    if inet_pton(AF_INET, text, &version4) == 1 {
      self.init(high: 0, low: 0xFFFF_0000_0000 | UInt64(UInt32(bigEndian: version4.s_addr)))
      return
    }
    var version6 = in6_addr()
    guard inet_pton(AF_INET6, text, &version6) == 1 else { return nil }
    self = withUnsafeBytes(of: &version6) { bytes in
      ClientAddress(
        high: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
        low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
    }
  }

  private init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Whether it is an IPv4 address.
  public var isVersion4: Bool { high == 0 && low >> 32 == 0xFFFF }

  /// Whom limits count as one: an IPv4 address, or the /64 network that one
  /// IPv6 customer has for themselves.
  var counted: ClientAddress { isVersion4 ? self : ClientAddress(high: high, low: 0) }

  /// Whether the first `bits` of 128 are those of `network`.
  public func isWithin(_ network: ClientAddress, bits: Int) -> Bool {
    let highBits = min(bits, 64)
    let lowBits = max(bits - 64, 0)
    return (high ^ network.high) & Self.mask(highBits) == 0
      && (low ^ network.low) & Self.mask(lowBits) == 0
  }

  private static func mask(_ bits: Int) -> UInt64 { bits == 0 ? 0 : ~0 << UInt64(64 - bits) }
}
