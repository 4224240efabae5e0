public import Hummingbird
public import NIOCore

/// What goes along with one HTTP request.
public struct HubbubContext: RequestContext {
  public var coreContext: CoreRequestContextStorage
  /// The other end of the connection: a client, or a proxy before it.
  public let peer: SocketAddress?

  public init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    peer = source.channel.remoteAddress
  }
}
