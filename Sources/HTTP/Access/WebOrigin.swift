/// A site, as browsers tell sites apart: scheme, host and port.
///
/// - Source: RFC 6454 §4.
public struct WebOrigin: Hashable, Sendable, CustomStringConvertible {
  public let isSecure: Bool
  /// Lower case; an IPv6 address in brackets.
  public let host: String
  public let port: Int

  /// Reads the origin of an `http` or `https` URL; nil for others, `null` included.
  public init?(_ url: String) {
    let parts = url.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].hasPrefix("//") else { return nil }
    let scheme = parts[0].lowercased()
    guard scheme == "http" || scheme == "https" else { return nil }
    let authority = parts[1].dropFirst(2).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    self.init(authority: String(authority), isSecure: scheme == "https")
  }

  /// Reads a `Host` header: `host` or `host:port`.
  public init?(authority: String, isSecure: Bool) {
    let authority = authority.lowercased()
    guard !authority.contains("@"), !authority.contains(where: \.isWhitespace) else { return nil }
    var host = authority[...]
    var port = isSecure ? 443 : 80
    if let colon = authority.lastIndex(of: ":"), !authority[colon...].contains("]") {
      guard let number = UInt16(authority[authority.index(after: colon)...]) else { return nil }
      port = Int(number)
      host = authority[..<colon]
    }
    guard !host.isEmpty else { return nil }
    self.isSecure = isSecure
    self.host = String(host)
    self.port = port
  }

  public var description: String {
    let isDefault = port == (isSecure ? 443 : 80)
    return "\(isSecure ? "https" : "http")://\(host)\(isDefault ? "" : ":\(port)")"
  }
}
