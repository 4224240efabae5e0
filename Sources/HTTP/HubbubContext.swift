public import Hummingbird
public import NIOCore

/// What goes along with one HTTP request.
public struct HubbubContext: RequestContext {
  public var coreContext: CoreRequestContextStorage
  /// The connection that the request came by.
  let channel: any Channel
  /// The other end of the connection: a client, or a proxy before it.
  public var peer: SocketAddress? { channel.remoteAddress }

  public init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    channel = source.channel
  }
}
