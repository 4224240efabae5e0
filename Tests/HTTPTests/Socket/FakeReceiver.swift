import HubbubHub
import NIOCore

/// Writes down what a socket says.
final class FakeReceiver: SocketReceiver {
  /// What was called, in order.
  enum Call: Equatable {
    case text(String)
    case binary([UInt8])
    case life, drained
    case disconnected(UInt16?)
  }

  var messageBytes = 100
  var takesBinary = true
  private(set) var calls: [Call] = []
  /// What is done at each message.
  var onMessage: (String) -> Void = { _ in }
  /// What is done when there is room again.
  var onDrained: () -> Void = {}

  /// The calls but those that only say that there is life.
  var heard: [Call] { calls.filter { $0 != .life } }

  func receive(_ message: ByteBuffer, isBinary: Bool) {
    calls.append(
      isBinary ? .binary(Array(message.readableBytesView)) : .text(String(buffer: message)))
    onMessage(String(buffer: message))
  }

  func sawLife() { calls.append(.life) }

  func drained() {
    calls.append(.drained)
    onDrained()
  }

  /// No call: what writes past the transport is the hub.
  func descriptorChanged() {}

  func disconnected(_ code: UInt16?) { calls.append(.disconnected(code)) }
}
