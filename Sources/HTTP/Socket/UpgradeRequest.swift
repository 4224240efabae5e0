public import NIOCore

/// A request to become a WebSocket, well formed by RFC 6455 §4.2.1.
///
/// Whether it may is for who admits it to say; nothing but form was checked.
public struct UpgradeRequest: Sendable {
  /// `/ws` or `/ws/echo`.
  public let path: String
  /// What follows the question mark, not decoded.
  public let query: String?
  /// The peer's address without port; a proxy's, where there is one.
  public let remoteAddress: String?
  /// Where its channel lives.
  public let loop: any EventLoop
  let head: RequestHead

  /// The first header of that name, whatever its case.
  public func header(_ name: String) -> String? { head.first(name) }

  /// Every header of that name, whatever its case, in order.
  public func headers(_ name: String) -> [String] { head.values(of: name) }

  public var host: String? { header("host") }
  public var origin: String? { header("origin") }
  public var userAgent: String? { header("user-agent") }

  /// The token of `Authorization: Bearer TOKEN` (RFC 6750 §2.1).
  public var bearer: String? {
    guard let parts = header("authorization")?.split(separator: " ", maxSplits: 1),
      parts.count == 2, parts[0].lowercased() == "bearer"
    else { return nil }
    return String(parts[1].drop { $0 == " " })
  }

  /// The value of a cookie (RFC 6265 §5.4), the first of that name.
  public func cookie(_ name: String) -> String? {
    for header in headers("cookie") {
      for pair in header.split(separator: ";") {
        let trimmed = pair.drop { $0 == " " }
        if trimmed.hasPrefix(name), trimmed.dropFirst(name.count).first == "=" {
          return String(trimmed.dropFirst(name.count + 1))
        }
      }
    }
    return nil
  }
}
