import FoundationEssentials
import HTTPTypes
import HubbubDomain
import HubbubStore
import Hummingbird
import NIOCore

extension Encodable {
  /// Its JSON, keys in order, so that equal values are equal bytes.
  var json: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do { return Array(try encoder.encode(self)) } catch {
      preconditionFailure("our own values are always JSON: \(error)")
    }
  }
}

extension Response {
  /// An answer in JSON.
  static func json(_ body: some Encodable, _ status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status, headers: [.contentType: "application/json; charset=utf-8"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: body.json)))
  }

  /// Done, and nothing to say.
  static var done: Response { Response(status: .noContent) }
}

/// A list as the contract has it: `{"items":[…],"next":CURSOR|null}`.
struct ListBody<Item: Encodable>: Encodable {
  let items: [Item]
  let next: String?

  private enum Key: String, CodingKey { case items, next }

  func encode(to encoder: any Encoder) throws {
    var body = encoder.container(keyedBy: Key.self)
    try body.encode(items, forKey: .items)
    try body.encode(next, forKey: .next)
  }
}

extension ListBody {
  init<Kind>(_ page: HubbubStore.Page<Item, Identifier<Kind>>) where Item: Sendable {
    self.init(items: page.items, next: page.next?.description)
  }
}
