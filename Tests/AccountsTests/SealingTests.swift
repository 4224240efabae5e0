import FoundationEssentials
import Glibc
import HubbubDomain
import HubbubTesting
import Logging
import Testing

@testable import HubbubAccounts

@Suite struct SealingTests {
  private let key = [UInt8](0..<32)
  private let owner = [UInt8](1...16)
  private let secret = Array("a secret of 20 bytes".utf8)
  private let folder: TemporaryFolder
  private var path: String { folder.path + "/hubbub.key" }

  init() throws { folder = try TemporaryFolder() }

  // MARK: - Sealing

  @Test func `what is sealed opens with the same key for the same owner`() {
    let sealed = Crypto.seal(secret, with: key, for: owner)
    #expect(Crypto.open(sealed, with: key, for: owner) == secret)
    #expect(sealed.count == 12 + secret.count + 16)
    #expect(Crypto.open(sealed, with: key.reversed(), for: owner) == nil)
    #expect(Crypto.open(sealed, with: key, for: owner.reversed()) == nil)
    #expect(Crypto.open(sealed, with: Array(key.dropLast()), for: owner) == nil)
  }

  @Test func `a sealed secret with any bit changed, or any byte missing, does not open`() {
    let sealed = Crypto.seal(secret, with: key, for: owner)
    for index in sealed.indices {
      var changed = sealed
      changed[index] ^= 1 << UInt8(index % 8)
      #expect(Crypto.open(changed, with: key, for: owner) == nil)
      #expect(Crypto.open(Array(sealed.prefix(index)), with: key, for: owner) == nil)
    }
  }

  @Test func `the same secret is never sealed to the same bytes`() {
    #expect(Set((0..<100).map { _ in Crypto.seal(secret, with: key, for: owner) }).count == 100)
  }

  /// McGrew and Viega, The Galois/Counter Mode of Operation, test case 16.
  @Test func `a sealed secret of another program that keeps to the standard opens`() {
    let key = bytes("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308")
    let nonce = bytes("cafebabefacedbaddecaf888")
    let owner = bytes("feedfacedeadbeeffeedfacedeadbeefabaddad2")
    let cipher = bytes(
      "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662")
    let tag = bytes("76fc6ece0f4e1768cddf8853bb2d551b")
    let plain = bytes(
      "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39")
    #expect(Crypto.open(nonce + cipher + tag, with: key, for: owner) == plain)
  }

  private func bytes(_ hex: String) -> [UInt8] {
    stride(from: 0, to: hex.count, by: 2).compactMap { index in
      UInt8(hex.dropFirst(index).prefix(2), radix: 16)
    }
  }

  // MARK: - The key

  @Test func `a key is made once, for its owner alone to read`() throws {
    let file = SealingKeyFile(path)
    #expect(throws: SealingKeyFile.Trouble.missing(path)) { _ = try file.read() }
    let key = try file.readOrMake()
    #expect(key.count == Limits.sealingKeyBytes)
    #expect(try file.readOrMake() == key)
    #expect(try SealingKeyFile(path).read() == key)
    var facts = stat()
    #expect(stat(path, &facts) == 0)
    #expect(facts.st_mode & 0o777 == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["hubbub.key"])
  }

  @Test func `of many who need the key at once, all get the same`() async throws {
    let file = SealingKeyFile(path)
    let keys = try await withThrowingTaskGroup(of: [UInt8].self) { group in
      for _ in 0..<16 { group.addTask { try file.readOrMake() } }
      return try await group.reduce(into: Set()) { $0.insert($1) }
    }
    #expect(keys.count == 1)
  }

  @Test(arguments: [0, 31, 33, 4_096])
  func `a file that is no key is neither used nor replaced`(count: Int) throws {
    let damaged = Data(repeating: 7, count: count)
    try damaged.write(to: URL(filePath: path))
    let file = SealingKeyFile(path)
    #expect(throws: SealingKeyFile.Trouble.damaged(path)) { _ = try file.readOrMake() }
    #expect(FileManager.default.contents(atPath: path) == damaged)
  }

  @Test func `where no file can be made, the cause is told`() {
    let file = SealingKeyFile(folder.path + "/nowhere/hubbub.key")
    let error = #expect(throws: SealingKeyFile.Trouble.self) { _ = try file.readOrMake() }
    #expect(error?.description.hasSuffix("No such file or directory") == true)
  }

  @Test func `what a half-made key left behind does no harm`() throws {
    try Data(repeating: 7, count: 100).write(to: URL(filePath: path + ".new"))
    let file = SealingKeyFile(path)
    #expect(try file.readOrMake() == file.read())
  }
}
