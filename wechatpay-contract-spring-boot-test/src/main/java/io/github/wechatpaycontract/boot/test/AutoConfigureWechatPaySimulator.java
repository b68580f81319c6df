package io.github.wechatpaycontract.boot.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.github.wechatpaycontract.simulator.Delivery;
import io.github.wechatpaycontract.simulator.ResendSchedule;

/**
 * Starts a simulator of WeChat Pay beside the application of a test and points
 * {@code wechatpay.*} at it, with generated keys:
 *
 * <pre>
 * &#64;SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
 * &#64;AutoConfigureWechatPaySimulator
 * class ContractTests {
 *
 *     &#64;Test
 *     void contractIsSigned(@Autowired WechatPaySimulator simulator) {
 * </pre>
 *
 * The simulator is a bean. What the application's own configuration says of keys, hosts,
 * backup host and proxy does not count any more, what the test itself sets does. Further
 * merchants, {@code wechatpay.merchants.*}, stay as they are configured: leave them to a
 * profile that the test does not have.
 * <p>
 * Notifications go to the application's own port, whatever its notify URL says; the path
 * is that of the notify URL, {@code /wechatpay/contract/notify} where there is none.
 * <p>
 * The application takes its time from the simulator's clock (the bean
 * {@code wechatPayClock}, unless it has one of that name), so that a test moves both at
 * once. After each test the simulator is reset. Tests with the same annotation share a
 * context and its simulator, which is closed with the context.
 * <p>
 * Each notification is sent once: {@code simulator.confirm(code).join()} returns as soon
 * as the application has answered, within 5 seconds, also where it answers 500 because of
 * a bug. The {@link Delivery} has the status.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
public @interface AutoConfigureWechatPaySimulator {

	/**
	 * Whether a notification that the application does not acknowledge is sent again, by
	 * {@link ResendSchedule#general()}: for 24 hours, unless the test moves the
	 * simulator's clock. What waits for the last attempt needs a limit then.
	 * @return true to send again
	 */
	boolean resends() default false;

	/**
	 * What changes the settings of the simulator, in this order, after all else is set.
	 * Each class needs a constructor without parameters.
	 * @return the customizers
	 */
	Class<? extends WechatPaySimulatorCustomizer>[] customizers() default {};

}
