package io.github.wechatpaycontract.resilience;

class PostgresDuplicateTests extends AbstractDuplicateTests {

	@Override
	TestDatabase server() {
		return TestDatabase.postgres();
	}

}
