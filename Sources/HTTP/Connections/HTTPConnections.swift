import HTTPTypes
import HubbubDomain
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// Connections that turned out to speak HTTP, as Hummingbird answers them.
struct HTTPConnections: HTTPChannelHandler {
  typealias Value = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

  let responder: HTTPChannelHandler.Responder
  /// After which a connection without a request is closed.
  var idleTimeout = Duration.seconds(60)
  var readerPatience = Limits.readerPatience
  /// Hears of each connection that was ended for what its client did.
  var tellCut: @Sendable (CutOff) -> Void = { _ in }

  /// Why a connection was ended in the middle of an answer.
  enum CutOff: String, CaseIterable {
    /// Nothing of the answer was taken for a while.
    case stalledReader
    /// The answer was there, and its question still went on.
    case unwantedBody
  }

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
    channel.eventLoop.makeCompletedFuture { try install(on: channel, logger) }
  }

  /// Answers one request after another until the connection ends.
  func handle(value: Value, logger: Logger) async {
    await handleHTTP(asyncChannel: value, logger: logger)
  }

  /// Puts HTTP behind the handlers that the channel has.
  ///
  /// What it gives must be handled, or ended by ``end(_:_:)``.
  func install(on channel: any Channel, _ logger: Logger) throws -> Value {
    var limits = NIOHTTPDecoderLimitConfiguration()
    limits.maxHeaderFieldSize = Limits.headBytes
    limits.maxHeaderListSize = Limits.headBytes
    try channel.syncOptions?.setOption(.recvAllocator, value: AdaptiveRecvByteBufferAllocator())
    try channel.syncOptions?.setOption(.maxMessagesPerRead, value: 4)
    let operations = channel.pipeline.syncOperations
    try operations.addHandler(
      ReaderPatience(patience: readerPatience) { [tellCut] in tellCut(.stalledReader) })
    try operations.configureHTTPServerPipeline(
      withPipeliningAssistance: false,  // a connection is answered by one task, in order
      withErrorHandling: false,  // Hummingbird answers 400
      withOutboundHeaderValidation: false,  // HTTPTypes did it
      withEncoderConfiguration: .init(), withDecoderLimitConfiguration: limits)
    try operations.addHandler(HTTP1ToHTTPServerCodec(secure: false))
    try operations.addHandler(UnwantedBody { [tellCut] in tellCut(.unwantedBody) })
    try operations.addHandler(HTTPConnectionStateHandler(idleTimeout: idleTimeout, logger: logger))
    return try NIOAsyncChannel(
      wrappingChannelSynchronously: channel,
      configuration: .init(isOutboundHalfClosureEnabled: true))
  }

  /// Ends a connection that came too late to be answered.
  func end(_ connection: Value, _ logger: Logger) {
    Task {
      do { try await connection.executeThenClose { _, _ in } } catch {
        logger.trace("a late connection ended", metadata: ["error": "\(error)"])
      }
    }
  }
}
