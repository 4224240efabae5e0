import HTTPTypes
public import HubbubAccounts
import Hummingbird

/// Who asks and from where, as far as the connection and the headers say.
public struct RequestFacts: Sendable {
  public let address: ClientAddress?
  /// Whether the client came by https.
  public let isSecure: Bool
  public let credentials: Credentials
}

extension Services {
  /// Reads the facts of a request, Hummingbird's or a hand-parsed one.
  ///
  /// - Parameters:
  ///   - peer: the address of the connection's other end.
  ///   - headers: all values of the header of that (lower-case) name.
  public func facts(peer: String?, headers: (_ name: String) -> [String]) -> RequestFacts {
    let peer = peer.flatMap { ClientAddress($0) }
    let proxies = settings.trustedProxies
    let isSecure =
      settings.publicURL?.isSecure
      ?? proxies.isSecure(peer: peer, forwardedProto: headers("x-forwarded-proto").last)
    return RequestFacts(
      address: proxies.client(peer: peer, forwardedFor: headers("x-forwarded-for")),
      isSecure: isSecure,
      credentials: Credentials(
        authorization: headers("authorization").first, cookies: headers("cookie"),
        isSecure: isSecure))
  }

  func facts(of request: Request, _ context: HubbubContext) -> RequestFacts {
    facts(peer: context.peer?.ipAddress) { name in
      HTTPField.Name(name).map { request.headers[values: $0] } ?? []
    }
  }
}
