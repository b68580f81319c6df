package io.github.wechatpaycontract.resilience;

class MariadbDuplicateTests extends AbstractDuplicateTests {

	@Override
	TestDatabase server() {
		return TestDatabase.mariadb();
	}

}
