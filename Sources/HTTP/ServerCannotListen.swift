import NIOCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Why a server could not begin to listen, in one sentence for the operator.
public struct CannotListen: Error, Equatable, CustomStringConvertible {
  public let host: String
  public let port: Int
  /// Whether another program listens there.
  public let isInUse: Bool
  let reason: String

  public var description: String {
    isInUse
      ? "Port \(port) of \(host) is in use by another program; choose another with --port."
      : "Cannot listen on port \(port) of \(host): \(reason)."
  }
}

extension CannotListen {
  /// What the system said to our wish to listen; nil for an error of another kind.
  init?(_ error: any Error, _ settings: ServerSettings) {
    switch error {
    case let error as IOError:
      let reason = String(cString: strerror(error.errnoCode))
      self.init(settings, isInUse: error.errnoCode == EADDRINUSE, reason: reason)
    case is SocketAddressError, is SocketAddressError.UnknownHost:
      self.init(settings, isInUse: false, reason: "there is no such address")
    default: return nil
    }
  }

  private init(_ settings: ServerSettings, isInUse: Bool, reason: String) {
    self.init(host: settings.host, port: settings.port, isInUse: isInUse, reason: reason)
  }
}
