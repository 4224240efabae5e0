/// Why a socket ends: 4000–4499 come back, 4500–4999 stay away.
public enum CloseCode: UInt16, Sendable, CaseIterable {
  case normal = 1000
  case protocolError = 1002
  /// Binary where only text is spoken.
  case unsupportedData = 1003
  case invalidText = 1007
  case messageTooBig = 1009
  case draining = 4001
  case overloaded = 4002
  case slowConsumer = 4008
  case noHeartbeat = 4009
  case noStart = 4010
  /// The account has another role: come back with it.
  case roleChanged = 4011
  case signedOut = 4501
  case notOurProtocol = 4502
  case suspended = 4503
}
