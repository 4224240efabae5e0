import HubbubDomain

/// The program a person signs up or logs in with.
public struct Client: Equatable, Sendable {
  /// Where it is; nil where the transport has no address, and nothing is counted.
  public let address: ClientAddress?
  public let userAgent: String
  /// Whether it keeps the token itself; else it gets a cookie.
  public let keepsToken: Bool

  public init(address: ClientAddress?, userAgent: String, keepsToken: Bool) {
    self.address = address
    self.userAgent = userAgent
    self.keepsToken = keepsToken
  }

  /// How long its session lasts.
  public var lifetime: Duration { keepsToken ? Limits.tokenLifetime : Limits.cookieLifetime }
}
