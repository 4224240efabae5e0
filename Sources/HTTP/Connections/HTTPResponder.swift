import HTTPTypes
import HubbubDomain
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1

extension HTTPConnections {
  /// What answers each request by a router: its response, dated.
  static func responder<Context: RequestContext>(
    _ router: some HTTPResponder<Context> & Sendable, logger: Logger
  ) -> HTTPChannelHandler.Responder
  where Context.Source == ApplicationRequestContextSource {
    let date = DateHeader()
    return { request, writer, channel in
      var logger = logger
      logger[metadataKey: "hb.request.id"] = .stringConvertible(RequestID())
      let context = Context(source: .init(channel: channel, logger: logger))
      var response: Response
      do {
        response = try await router.respond(to: request, context: context)
      } catch let error as HTTPParserError {
        throw error  // the connection's business: it is told 400 and ends
      } catch {
        logger.debug("a request failed", metadata: ["error": "\(error)"])
        response = Response(status: .internalServerError)
      }
      response.headers[.date] = date.value(at: .now())
      do {
        try await writer.write(response: response.head, body: response.body)
      } catch is HTTPParserError {
        throw BrokenBody()
      }
    }
  }
}

/// A request's body turned out to be no HTTP after its answer had begun, so that no
/// other answer may be written.
private struct BrokenBody: Error {}
