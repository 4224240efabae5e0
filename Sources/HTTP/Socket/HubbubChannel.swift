import HTTPTypes
public import HubbubDomain
import Hummingbird
public import HummingbirdCore
public import Logging
public import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// A connection of the one port: HTTP by Hummingbird, WebSocket by ourselves.
///
/// - Source: DECISIONS.md, "Sockets past the HTTP server".
public struct HubbubChannel: ServerChildChannel, HTTPChannelHandler {
  /// What a connection turned out to be.
  enum Outcome: Sendable {
    case http(NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>)
    case socket
  }

  /// A connection, and what it is once that is known.
  public struct Value: ServerChildChannelValue {
    public let channel: any Channel
    let outcome: EventLoopFuture<Outcome>
  }

  public let responder: HTTPChannelHandler.Responder
  let headTimeout: Duration
  let idleTimeout: Duration
  let admit: Admit
  let tellRefused: TellRefused

  public func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
    channel.eventLoop.makeCompletedFuture {
      try channel.syncOptions?.setOption(.recvAllocator, value: SocketReads())
      // As many buffers are kept.
      try channel.syncOptions?.setOption(.maxMessagesPerRead, value: 1)
      let decided = channel.eventLoop.makePromise(of: Outcome.self)
      let gate = UpgradeGate(
        headTimeout: headTimeout, admit: admit, tellRefused: tellRefused, decided: decided
      ) { .http(try installHTTP(on: $0, logger)) }
      try channel.pipeline.syncOperations.addHandler(gate)
      return Value(channel: channel, outcome: decided.futureResult)
    }
  }

  public func handle(value: Value, logger: Logger) async {
    do {
      switch try await value.outcome.get() {
      case .http(let channel): await handleHTTP(asyncChannel: channel, logger: logger)
      // The server waits for this task before it ends, and a task for each
      // socket would cost 2.7 kB. The hub tells its sockets to go and waits for them.
      case .socket: return
      }
    } catch {
      logger.trace("a connection became neither HTTP nor a socket", metadata: ["error": "\(error)"])
    }
  }

  private func installHTTP(
    on channel: any Channel, _ logger: Logger
  ) throws -> NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart> {
    var limits = NIOHTTPDecoderLimitConfiguration()
    limits.maxHeaderFieldSize = Limits.headBytes
    limits.maxHeaderListSize = Limits.headBytes
    try channel.syncOptions?.setOption(.recvAllocator, value: AdaptiveRecvByteBufferAllocator())
    try channel.syncOptions?.setOption(.maxMessagesPerRead, value: 4)
    let operations = channel.pipeline.syncOperations
    try operations.configureHTTPServerPipeline(
      withPipeliningAssistance: false,  // a connection is answered by one task, in order
      withErrorHandling: false,  // Hummingbird answers 400
      withOutboundHeaderValidation: false,  // HTTPTypes did it
      withEncoderConfiguration: .init(), withDecoderLimitConfiguration: limits)
    try operations.addHandler(HTTP1ToHTTPServerCodec(secure: false))
    try operations.addHandler(HTTPConnectionStateHandler(idleTimeout: idleTimeout, logger: logger))
    return try NIOAsyncChannel(
      wrappingChannelSynchronously: channel,
      configuration: .init(isOutboundHalfClosureEnabled: true))
  }
}

extension HTTPServerBuilder {
  /// A server of HTTP and, at `/ws` and `/ws/echo`, of sockets.
  ///
  /// - Parameters:
  ///   - idleTimeout: after which an HTTP connection without a request is closed.
  ///   - headTimeout: in which a first request's head must be in.
  ///   - admit: decides on each upgrade, `path` telling the two apart.
  ///   - tellRefused: hears of those that were refused.
  public static func hubbub(
    idleTimeout: Duration = .seconds(60), headTimeout: Duration = Limits.headTimeout,
    admit: @escaping Admit, tellRefused: @escaping TellRefused = { _, _ in }
  ) -> HTTPServerBuilder {
    HTTPServerBuilder { responder in
      HubbubChannel(
        responder: responder, headTimeout: headTimeout, idleTimeout: idleTimeout, admit: admit,
        tellRefused: tellRefused)
    }
  }
}
