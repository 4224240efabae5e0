import HubbubDomain
import NIOCore
import NIOEmbedded
import Testing

@testable import HubbubHub

/// How starts follow each other.
@Suite struct StartPaceTests {
  /// A pace whose starts are done when the test says so, at the loop's time.
  private final class Scene {
    let loop = EmbeddedEventLoop()
    let pace: StartPace
    private(set) var begun: [Int] = []

    init() { pace = StartPace(on: loop, now: { [loop] in loop.now }) }

    func add(_ numbers: Range<Int>) {
      for number in numbers { pace.add { self.begun.append(number) } }
      loop.run()
    }

    /// Has all that were begun take that long.
    func finish(_ count: Int, after time: TimeAmount) {
      loop.advanceTime(by: time)
      for _ in 0..<count { pace.done() }
      loop.run()
    }
  }

  private static let quick = TimeAmount.microseconds(500)
  private static let slow = TimeAmount.milliseconds(4)

  @Test func `with nobody before it a start begins at once`() {
    let scene = Scene()
    scene.add(0..<1)
    #expect(scene.begun == [0])
    scene.finish(1, after: Self.slow)
    scene.add(1..<2)
    #expect(scene.begun == [0, 1])
    scene.finish(1, after: Self.quick)
  }

  @Test func `after a round the loop rests for three times as long as it took`() {
    let scene = Scene()
    scene.add(0..<3)
    #expect(scene.begun == [0])
    scene.finish(1, after: Self.slow)
    scene.loop.advanceTime(by: Self.slow * 3 - .nanoseconds(1))
    #expect(scene.begun == [0])
    scene.loop.advanceTime(by: .nanoseconds(1))
    #expect(scene.begun == [0, 1])
  }

  @Test func `rounds grow while they are quick, and shrink when they take long`() {
    let scene = Scene()
    scene.add(0..<1_000)
    var sizes: [Int] = []
    for _ in 0..<4 {
      sizes.append(scene.pace.size)
      scene.finish(scene.pace.size, after: Self.quick)
      scene.loop.advanceTime(by: Self.quick * 3)
    }
    #expect(sizes == [1, 2, 4, 8])
    #expect(scene.begun == Array(0..<31))
    scene.finish(16, after: Self.slow)
    #expect(scene.pace.size == 8)
  }

  @Test func `a round is no larger than may be, and a rest no longer`() {
    let scene = Scene()
    scene.add(0..<10_000)
    for _ in 0..<12 {
      scene.finish(min(scene.pace.size, Limits.startsAtOnce.upperBound), after: .nanoseconds(1))
      scene.loop.advanceTime(by: .nanoseconds(3))
    }
    #expect(scene.pace.size == Limits.startsAtOnce.upperBound)
    let begun = scene.begun.count
    scene.finish(Limits.startsAtOnce.upperBound, after: .seconds(10))
    scene.loop.advanceTime(by: TimeAmount(Limits.longestStartRest))
    #expect(scene.begun.count == begun + Limits.startsAtOnce.upperBound / 2)
  }
}
