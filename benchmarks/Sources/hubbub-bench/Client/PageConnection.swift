import NIOCore

/// One connection of a ``PageReader``.
final class PageConnection: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let pages: PageReader
  private let crew: Crew
  private var context: ChannelHandlerContext?
  private var request: PageReader.Request?
  private var answer = ByteBuffer()

  init(_ pages: PageReader, _ crew: Crew) {
    self.pages = pages
    self.crew = crew
  }

  func ask(_ request: PageReader.Request) {
    guard let context else { return pages.answered(request, status: 0) }
    self.request = request
    let body = request.body ?? ""
    let host = "\(crew.assignment.host):\(crew.assignment.port)"
    let text = """
      \(request.method) \(request.path) HTTP/1.1\r\nHost: \(host)\r\n\
      Authorization: Bearer \(request.token)\r\nContent-Type: application/json\r\n\
      Content-Length: \(body.utf8.count)\r\n\r\n\(body)
      """
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
  }

  func channelActive(context: ChannelHandlerContext) {
    self.context = context
    pages.isIdle(self)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    crew.hasRead = true
    var bytes = unwrapInboundIn(data)
    answer.writeBuffer(&bytes)
    guard let status = PageAnswer.status(answer.readableBytesView), let request else { return }
    answer.clear()
    self.request = nil
    pages.answered(request, status: status)
    pages.isIdle(self)
  }

  func channelInactive(context: ChannelHandlerContext) {
    self.context = nil
    if let request { pages.answered(request, status: 0) }
    request = nil
    pages.ended(self)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
